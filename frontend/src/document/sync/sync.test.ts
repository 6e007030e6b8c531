import { describe, expect, it } from "vitest";
import { marked, nextRedo, nextUndo, pushed, type Step } from "@/document/history/stack";
import { apply } from "@/document/operations/apply";
import type { Batch, Conflict } from "@/document/sync/batch";
import { rebase } from "@/document/sync/rebase";
import { replay } from "@/document/sync/replay";
import { keepTheirs, mergedLists } from "@/document/sync/resolve";
import { unsent } from "@/document/sync/unsent";
import { expenseClaims } from "@/document/testing/world";
import type { Operation } from "@/document/types";

const batch = (id: string, operations: readonly Operation[]): Batch => ({
  id,
  label: id,
  kind: "edit",
  target: null,
  operations,
  inverse: [],
  at: 0,
  coalesce: null,
});
const label = (value: string): Operation => ({
  op: "set",
  in: "fields",
  id: "fld_amount",
  path: "label",
  value,
});
const columns = (value: string[]): Operation => ({
  op: "set",
  in: "nodes",
  id: "nod_table",
  path: "props.columns",
  value,
});
const clash = (more: Partial<Conflict>): Conflict => ({
  in: "fields",
  id: "fld_amount",
  path: "label",
  kind: "changed",
  yours: "Total",
  theirs: "Amount paid",
  by: "Lea",
  at: "2026-11-21T02:00:00Z",
  ...more,
});

describe("putting own changes on top of others'", () => {
  it("keeps what fits, sets aside what does not, and takes inverses anew", () => {
    const confirmed = replay(expenseClaims(), [
      { label: "rename", operations: [label("Amount paid")] },
      { label: "delete", operations: [{ op: "remove", in: "nodes", id: "nod_columns" }] },
    ]);
    const mine = [
      batch("b1", [label("Total")]),
      batch("b2", [{ op: "set", in: "nodes", id: "nod_columns", path: "props.count", value: 2 }]),
    ];
    const result = rebase(confirmed, mine);
    expect(result.document.fields.fld_amount?.label).toBe("Total");
    expect(result.refused.map((one) => [one.batch.id, one.code])).toEqual([["b2", "not-found"]]);
    expect(result.pending.map((one) => one.id)).toEqual(["b1"]);
    expect(apply(result.document, result.pending[0]?.inverse ?? []).document).toEqual(confirmed);
  });

  it("sends the rest when theirs is kept", () => {
    const both = batch("b1", [label("Total"), { op: "set", in: "app", path: "title", value: "Claims" }]);
    expect(keepTheirs(both, [clash({})]).operations).toEqual([
      { op: "set", in: "app", path: "title", value: "Claims" },
    ]);
  });

  it("unites two people's additions to the same columns without a question", () => {
    const mine = batch("b1", [columns(["fld_purpose", "fld_amount", "fld_receipt"])]);
    const theirs = clash({
      in: "nodes",
      id: "nod_table",
      path: "props.columns",
      theirs: ["fld_amount", "fld_other"],
    });
    const merged = mergedLists(mine, [theirs], expenseClaims());
    expect(merged?.operations).toEqual([columns(["fld_amount", "fld_other", "fld_receipt"])]);
    expect(mergedLists(mine, [clash({})], expenseClaims())).toBeNull();
  });
});

describe("the undo stack", () => {
  const step = (id: string): Step => ({ id, label: id, operations: [], inverse: [], undone: false });
  it("walks back and forth, and a new edit ends the line", () => {
    let history = ["a", "b", "c"].reduce<readonly Step[]>((all, id) => pushed(all, step(id)), []);
    history = marked(marked(history, "c", true), "b", true);
    expect([nextUndo(history)?.id, nextRedo(history)?.id]).toEqual(["a", "b"]);
    history = pushed(history, step("d"));
    expect(history.map((one) => one.id)).toEqual(["a", "d"]);
    expect(nextRedo(history)).toBeUndefined();
  });

  it("keeps 200 steps", () => {
    const many = Array.from({ length: 205 }, (_, index) => step(`s${index}`));
    const history = many.reduce<readonly Step[]>(pushed, []);
    expect([history.length, history[0]?.id]).toEqual([200, "s5"]);
  });
});

describe("what is still unsent after a reload", () => {
  const history = [{ id: "b1", label: "b1", operations: [], inverse: [], undone: true }];
  const undo: Batch = { ...batch("u1", []), kind: "undo", target: "b1" };
  const redo: Batch = { ...batch("r1", []), kind: "redo", target: "b1" };

  it("drops what the server already answered, and nothing after the first it has not", () => {
    expect(unsent([batch("b1", []), undo, batch("b2", [])], history).map((one) => one.id)).toEqual(["b2"]);
    expect(unsent([redo, undo], history).map((one) => one.id)).toEqual(["r1", "u1"]);
  });
});
