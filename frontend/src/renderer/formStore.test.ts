import { expect, it } from "vitest";
import { artefactWith, fieldOf, place } from "@/testing/artefact";
import { createFormStore } from "./formStore";

const category = fieldOf("category", "choice", "Category", {
  settings: {
    options: [
      { key: "travel", label: "Travel" },
      { key: "other", label: "Other" },
    ],
  },
});
const other = fieldOf("other", "text", "Describe other");
const amount = fieldOf("amount", "money", "Amount", { settings: { currency: "EUR", min: 1 } });
const rate = fieldOf("rate", "percent", "Rate", { required: false });
const fields = [category, other, amount, rate];
const artefact = artefactWith(fields, [
  place(category),
  place(other, { show: ["op", "==", ["var", "category"], ["str", "other"]] }),
  place(amount),
  place(rate),
]);
const [page] = artefact.pages;

function store() {
  if (!page) {
    throw new Error("the fixture has a page");
  }
  return createFormStore({ artefact, page });
}

it("sends canonical values, hidden fields as null and no text as typed", () => {
  const form = store();
  form.set("category", "other");
  form.set("other", "  Books ");
  form.set("amount", "1,234.5");
  form.set("rate", "12.5%");
  expect(form.payload()).toEqual({
    category: "other",
    other: "Books",
    amount: { amount: "1234.50", currency: "EUR" },
    rate: "0.125",
  });
  form.set("category", "travel");
  expect(form.payload()).toEqual({
    category: "travel",
    other: null,
    amount: { amount: "1234.50", currency: "EUR" },
    rate: "0.125",
  });
  expect(form.getState().values.other).toBe("  Books ");
});

it("shows what is wrong with a shown field and leaves hidden ones alone", () => {
  const form = store();
  form.set("amount", "0.5");
  const found = form.check(page?.nodes ?? []);
  expect(found.map(({ field, problem }) => [field.key, problem.message])).toEqual([
    ["category", "Choose an answer for “Category”"],
    ["amount", "“Amount” must be 1 or more"],
  ]);
  expect(Object.keys(form.getState().problems)).toEqual(["category", "amount"]);
});

it("takes a problem away with the key that mends it, and not before", () => {
  const form = store();
  form.check(page?.nodes ?? []);
  form.set("amount", "0");
  expect(form.getState().problems.amount?.message).toBe("“Amount” must be 1 or more");
  form.set("amount", "2");
  expect(form.getState().problems.amount).toBeUndefined();
  expect(form.getState().problems.category?.code).toBe("required");
});

it("checks a field that is left with something in it, never an empty one", () => {
  const form = store();
  form.leave("amount");
  expect(form.getState().problems).toEqual({});
  form.set("amount", "twelve");
  expect(form.getState().problems).toEqual({});
  form.leave("amount");
  expect(form.getState().problems.amount?.message).toBe("“Amount” must be a number, like 12.50");
});
