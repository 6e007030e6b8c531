import { expect, it } from "vitest";
import { type KeptBatch, keyOf, withOwn } from "@/designer/store/keep";
import type { Batch } from "@/document/sync/batch";

const batch = (id: string): Batch => ({
  id,
  label: id,
  kind: "edit",
  target: null,
  operations: [],
  inverse: [],
  at: 0,
  coalesce: null,
});
const kept = (id: string, base = 1): KeptBatch => ({ base, batch: batch(id) });

it("keeps the unsent edits of two people at one browser apart", () => {
  expect(keyOf("ada", "app")).not.toBe(keyOf("ben", "app"));
});

it("leaves another tab's unsent edits when this tab has sent its own", () => {
  const all = [kept("a1"), kept("b1")];
  expect(withOwn(all, new Set(["b1"]), null)).toEqual([kept("a1")]);
  expect(withOwn(all, new Set(["b1", "b2"]), { base: 4, pending: [batch("b2")] })).toEqual([
    kept("a1"),
    kept("b2", 4),
  ]);
});
