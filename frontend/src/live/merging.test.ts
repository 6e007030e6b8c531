import { expect, it } from "vitest";
import type { Json } from "@/library/types";
import { formRules, systemClock } from "@/renderer";
import { artefactWith, entityWith, fieldOf, place } from "@/testing/artefact";
import { changesOf, chosen, clashesOf, fitted, sameJson, unasked } from "./merging";
import type { LiveRecord } from "./page";

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

const category = fieldOf("category", "text", "Category");
const other = fieldOf("other", "text", "Describe other");
const notes = fieldOf("notes", "text", "Notes");
const fields = [category, other, notes];
const onlyOther: Json = ["op", "==", ["var", "category"], ["str", "other"]];
const artefact = artefactWith(fields, [place(category), place(other, { show: onlyOther }), place(notes)]);
const claim = entityWith(fields);
const rules = formRules(artefact, claim, systemClock());
const asked = { id: "r", version: 1, created_at: "", category: "other", other: "Books", notes: null };

it("sends what was changed, and null for an answer that the change hides", () => {
  const changes = changesOf({ category: "travel", other: null, notes: null }, new Set(["other"]), asked);
  expect(changes).toEqual({ category: "travel" });
  expect(fitted(rules, claim, asked, changes)).toEqual({ category: "travel", other: null });
});

it("leaves alone what was not asked before either", () => {
  const imported = { ...asked, category: "travel" };
  expect(fitted(rules, claim, imported, { notes: "Late" })).toEqual({ notes: "Late" });
  expect(fitted(rules, claim, imported, { category: "other" })).toEqual({ category: "other" });
});

it("does not send what someone else's change made superfluous", () => {
  const theirs = { ...asked, version: 2, category: "travel", other: null };
  expect(fitted(rules, claim, theirs, { other: "Two books", notes: "Late" })).toEqual({ notes: "Late" });
});

it("empties nothing of theirs that is asked once their answer was chosen", () => {
  const theirs = { ...asked, version: 2, category: "other ", other: "Books" };
  const mine = { category: "travel", notes: "Late" };
  const clashes = clashesOf(claim, asked, theirs, fitted(rules, claim, asked, mine));
  expect(clashes.map(({ field }) => field.key)).toEqual(["category"]);
  expect(chosen(mine, clashes, new Set(["category"]))).toEqual({ notes: "Late" });
  expect(chosen(mine, clashes, new Set())).toEqual({ notes: "Late", category: "travel" });
});

it("names the answers that someone else's change leaves out, unless theirs is the same", () => {
  const theirs = { ...asked, version: 2, category: "travel", other: null };
  const keys = (base: LiveRecord, changes: Readonly<Record<string, Json>>) =>
    unasked(rules, claim, base, changes).map(({ key }) => key);
  expect(keys(theirs, { other: "Two books", notes: "Late" })).toEqual(["other"]);
  expect(keys(theirs, { other: null, notes: "Late" })).toEqual([]);
  expect(keys({ ...theirs, other: "Two books" }, { other: "Two books" })).toEqual([]);
  expect(keys(asked, { other: "Two books" })).toEqual([]);
});
