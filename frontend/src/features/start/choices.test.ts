import { expect, test } from "vitest";
import { aligned, choicesFor, firstChoice, markPersonal, obstacle, shown, titleFrom } from "./choices";
import type { ColumnPlan, SheetPlan } from "./types";

const column = (part: Partial<ColumnPlan>): ColumnPlan => ({
  index: 0,
  column: "A",
  key: "amount",
  label: "Amount",
  kind: "money",
  nullable: false,
  evidence: "",
  alternatives: [],
  include: true,
  bad_count: 0,
  samples: [],
  options: [],
  ...part,
});

const sheet = (...columns: ColumnPlan[]): SheetPlan => ({
  name: "Sheet1",
  header_row: 1,
  rows: 2,
  columns,
  preview: [],
  bad_cells: [],
});

test("a column that is always filled starts as required, one with gaps or misfits does not", () => {
  expect(firstChoice(column({})).required).toBe(true);
  expect(firstChoice(column({ nullable: true })).required).toBe(false);
  expect(firstChoice(column({ bad_count: 1 })).required).toBe(false);
});

test("decisions survive a new inspection for the columns that are still there", () => {
  const decided = { ...firstChoice(column({})), label: "Cost", include: false };
  const next = choicesFor(sheet(column({ kind: "number" }), column({ key: "new", label: "New" })), [decided]);
  expect(next.map((choice) => [choice.key, choice.label, choice.include])).toEqual([
    ["amount", "Cost", false],
    ["new", "New", true],
  ]);
});

test.each([
  ["expenses_2024 (final).xlsx", "Expenses 2024 (final)"],
  ["data.csv.gz", "Data"],
  ["Pasted cells", "Pasted cells"],
  ["", ""],
])("the file %s suggests the title %s", (name, title) => expect(titleFrom(name)).toBe(title));

test("what stands in the way of creating is said in words", () => {
  const one = firstChoice(column({}));
  expect(obstacle("  ", [one])).toBe("Enter a name for the app");
  expect(obstacle("Claims", [{ ...one, include: false }])).toBe("Tick at least one column to use.");
  expect(obstacle("Claims", [one])).toBeNull();
});

test("preview values read as people write them", () => {
  expect(shown({ amount: "12.50", currency: "EUR" })).toBe("12.50 EUR");
  expect(shown(true)).toBe("Yes");
  expect(shown(null)).toBe("");
  expect(shown("00123")).toBe("00123");
  const category = column({ options: [{ key: "travel", label: "Travel" }] });
  expect(shown("travel", category)).toBe("Travel");
  expect(shown("trains", category)).toBe("trains");
});

test("numbers of a column stand with the same places; what is no number stays as it is", () => {
  expect(aligned(["1200.5", "80", "-13000.25", "", "many"])).toEqual([
    "1200.50",
    "80.00",
    "-13000.25",
    "",
    "many",
  ]);
  expect(aligned(["12.5 EUR", "9 EUR"])).toEqual(["12.5 EUR", "9.0 EUR"]);
  expect(aligned(["1", "20"])).toEqual(["1", "20"]);
  expect(aligned([])).toEqual([]);
});

test("what looks personal starts in the class that the checks ask for", () => {
  const guesses = [
    { what: "a last name", is_special: false },
    { what: "about health", is_special: true },
    null,
  ];
  const classes = [...guesses, undefined].map((personal) => {
    const choice = firstChoice(column(personal === undefined ? {} : { personal }));
    return [choice.personal, choice.sensitivity];
  });
  expect(classes).toEqual([
    [true, "confidential"],
    [true, "special"],
    [false, "internal"],
    [false, "internal"],
  ]);
});

test("the mark raises the class and takes back only what it raised", () => {
  const amount = firstChoice(column({}));
  const marked = { ...amount, ...markPersonal(amount, true, null) };
  expect(marked.sensitivity).toBe("confidential");
  expect(markPersonal(marked, false, null)).toEqual({ personal: false, sensitivity: "internal" });
  const chosen = { ...amount, sensitivity: "special" as const };
  expect(markPersonal(chosen, true, null).sensitivity).toBe("special");
  expect(markPersonal({ ...chosen, personal: true }, false, null).sensitivity).toBe("special");
});
