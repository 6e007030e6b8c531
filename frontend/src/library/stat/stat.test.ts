import { expect, it } from "vitest";
import { entityWith, fieldOf } from "@/testing/artefact";
import { figureText } from "./index";

const entities = [
  entityWith([
    fieldOf("amount", "money", "Amount", { settings: { currencies: ["EUR", "USD"] } }),
    fieldOf("days", "number", "Days", { settings: { unit: "days" } }),
  ]),
];
const sum = (field: string) => ({ entity: "claim", measure: "sum", field });
const euros = { amount: "1200.00", currency: "EUR" };
const dollars = { amount: "30.00", currency: "USD" };

it.each([
  ["one currency", { value: "1200.00", amounts: [euros] }, "amount", "1,200.00\u00a0EUR"],
  ["several", { value: null, amounts: [euros, dollars] }, "amount", "1,200.00\u00a0EUR · 30.00\u00a0USD"],
  ["nothing", { value: null, amounts: [] }, "amount", "No records yet"],
  ["a plain number", { value: "1200", amounts: [] }, "days", "1,200 days"],
])("reads a sum of %s", (_name, figure, field, reading) => {
  expect(figureText({ exact: true, ...figure }, sum(field), entities, "EUR")).toBe(reading);
});

it("says that a count is not exact", () => {
  const figure = { value: 10_000, exact: false, amounts: [] };
  expect(figureText(figure, { entity: "claim", measure: "count" }, entities, "EUR")).toBe("more than 10,000");
});
