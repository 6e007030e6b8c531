import { describe, expect, it } from "vitest";
import { DateTime } from "@/expressions";
import type { FieldSpec, Json, NodeSpec } from "@/library/types";
import { artefactWith, fieldOf, nodeOf, place } from "@/testing/artefact";
import { entityOf } from "./artefact";
import { formRules } from "./rules";

const clock = { now: DateTime.fromMillis(Date.UTC(2026, 10, 21)), timezone: "UTC" };
const is = (key: string, value: string): Json => ["op", "==", ["var", key], ["str", value]];

function rulesOf(fields: readonly FieldSpec[], nodes: readonly NodeSpec[]) {
  const artefact = artefactWith(fields, nodes);
  const entity = entityOf(artefact, "claim");
  if (!entity) {
    throw new Error("the fixture has a claim");
  }
  return formRules(artefact, entity, clock);
}

describe("what is shown", () => {
  const category = fieldOf("category", "choice", "Category");
  const other = fieldOf("other", "text", "Describe other");
  const proof = fieldOf("proof", "text", "Proof");

  it("hides an object until its condition is true", () => {
    const rules = rulesOf(
      [category, other],
      [place(category), place(other, { show: is("category", "other") })],
    );
    expect([...rules.evaluate({}).hiddenFields]).toEqual(["other"]);
    expect([...rules.evaluate({ category: "travel" }).hiddenNodes]).toEqual(["nod_other"]);
    expect([...rules.evaluate({ category: "other" }).hiddenNodes]).toEqual([]);
  });

  it("hides everything inside a hidden container", () => {
    const section = nodeOf("section", {
      id: "nod_s",
      show: is("category", "other"),
      children: [place(other)],
    });
    const rules = rulesOf([category, other], [place(category), section]);
    const found = rules.evaluate({ category: "travel", other: "x" });
    expect([...found.hiddenNodes]).toEqual(["nod_s", "nod_other"]);
    expect([...found.hiddenFields]).toEqual(["other"]);
  });

  it("reads a hidden field as empty, so that what depends on it hides too", () => {
    const rules = rulesOf(
      [category, other, proof],
      [
        place(category),
        place(proof, { show: is("other", "books") }),
        place(other, { show: is("category", "other") }),
      ],
    );
    expect([...rules.evaluate({ category: "other", other: "books" }).hiddenFields]).toEqual([]);
    expect([...rules.evaluate({ category: "travel", other: "books" }).hiddenFields]).toEqual([
      "proof",
      "other",
    ]);
  });

  it("keeps a field that is shown in one of its places", () => {
    const rules = rulesOf(
      [category, other],
      [place(other, { id: "nod_a", show: is("category", "other") }), place(other, { id: "nod_b" })],
    );
    const found = rules.evaluate({});
    expect([...found.hiddenNodes]).toEqual(["nod_a"]);
    expect([...found.hiddenFields]).toEqual([]);
  });

  it("gives a condition that cannot be answered no effect but hiding", () => {
    const broken: Json = ["op", ">", ["op", "/", ["num", "1"], ["num", "0"]], ["num", "0"]];
    const rules = rulesOf([other], [place(other, { show: broken })]);
    expect([...rules.evaluate({ other: "x" }).hiddenFields]).toEqual(["other"]);
  });
});

it("requires a shown object while its condition is true, and a hidden one never", () => {
  const category = fieldOf("category", "choice", "Category", { required: false });
  const other = fieldOf("other", "text", "Other", { required: false });
  const rules = rulesOf(
    [category, other],
    [place(category), place(other, { require: is("category", "other") })],
  );
  expect([...rules.evaluate({ category: "other" }).requiredNodes]).toEqual(["nod_other"]);
  expect([...rules.evaluate({ category: "meals" }).requiredNodes]).toEqual([]);
  const hidden = rulesOf(
    [category, other],
    [place(category), place(other, { show: is("category", "x"), require: is("category", "other") })],
  );
  expect([...hidden.evaluate({ category: "other" }).requiredNodes]).toEqual([]);
});

describe("calculations", () => {
  const amount = fieldOf("amount", "money", "Amount");
  const nights = fieldOf("nights", "number", "Nights");
  const total = fieldOf("total", "calc", "Total", {
    settings: { decimals: 2 },
    formula: ["op", "*", ["var", "amount"], ["var", "nights"]],
  });
  const double = fieldOf("double", "calc", "Double", {
    formula: ["op", "*", ["var", "total"], ["num", "2"]],
  });
  const rules = rulesOf(
    [amount, nights, total, double],
    [amount, nights, total, double].map((field) => place(field)),
  );
  const money = (text: string): Json => ({ amount: text, currency: "EUR" });

  it("uses the amount of money, rounds to its decimals and feeds the next calculation", () => {
    expect(rules.evaluate({ amount: money("12.345"), nights: "3" }).computed).toEqual({
      total: "37.04",
      double: "74.08",
    });
  });

  it("is empty while an answer is missing", () => {
    expect(rules.evaluate({ amount: money("12.00") }).computed).toEqual({ total: null, double: null });
  });

  it("is empty when the result is too large to be kept exactly", () => {
    const huge = money("99999999999.00");
    expect(rules.evaluate({ amount: huge, nights: "100000" }).computed).toEqual({
      total: null,
      double: null,
    });
  });
});

it("asks a condition again only when one of its fields moved", () => {
  const fields = Array.from({ length: 300 }, (_, index) => fieldOf(`f${index}`, "text", `Field ${index}`));
  const nodes = fields.map((field, index) =>
    place(field, index >= 200 ? { show: is(`f${index - 200}`, "yes") } : {}),
  );
  const rules = rulesOf(fields, nodes);
  const values: Record<string, Json> = Object.fromEntries(fields.map((field) => [field.key, "no"]));
  expect(rules.evaluate(values).hiddenFields.size).toBe(100);
  const times: number[] = [];
  for (let key = 0; key < 60; key += 1) {
    values[`f${key % 100}`] = key % 2 === 0 ? "yes" : "no";
    const from = performance.now();
    rules.evaluate(values);
    times.push(performance.now() - from);
  }
  const median = times.sort((a, b) => a - b)[30] ?? 0;
  // The budget is 4 ms for a key in 300 fields with 100 rules; a busy machine gets room.
  expect(median).toBeLessThan(20);
});
