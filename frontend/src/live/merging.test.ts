import { expect, it } from "vitest";
import { entityWith, fieldOf } from "@/testing/artefact";
import { clashesOf, sameJson } from "./merging";

const entity = entityWith([fieldOf("a", "text", "A"), fieldOf("b", "text", "B"), fieldOf("c", "text", "C")]);
const base = { id: "r", version: 1, created_at: "", a: "1", b: "1", c: "1" };

it("clashes only where both changed one field to different values", () => {
  const current = { ...base, version: 2, a: "theirs", b: "same", c: "theirs" };
  const clashes = clashesOf(entity, base, current, { a: "mine", b: "same" });
  expect(clashes.map(({ field, mine }) => [field.key, mine])).toEqual([["a", "mine"]]);
});

it("compares values by what they say, files by their id", () => {
  expect(sameJson({ amount: "1.00", currency: "EUR" }, { currency: "EUR", amount: "1.00" })).toBe(true);
  expect(sameJson([{ id: "x" }], [{ id: "x", name: "a.pdf", size: 3 }])).toBe(true);
  expect(sameJson([{ id: "x" }], [{ id: "y" }])).toBe(false);
  expect(sameJson(["b", "a"], ["a", "b"])).toBe(false);
  expect(sameJson(null, "")).toBe(false);
});
