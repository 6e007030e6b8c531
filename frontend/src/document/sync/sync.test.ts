import { describe, expect, it } from "vitest";
import { nextRedo, nextUndo, pushed, type Step, withBatch } from "@/document/history/stack";
import { apply } from "@/document/operations/apply";
import type { Batch, Conflict } from "@/document/sync/batch";
import { deletedClashes } from "@/document/sync/deletedClashes";
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
  it("shows what fits, keeps what does not, and takes inverses anew", () => {
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
    expect(result.pending.map((one) => one.operations)).toEqual(mine.map((one) => one.operations));
    expect(apply(result.document, result.pending[0]?.inverse ?? []).document).toEqual(confirmed);
  });

  it("leaves out what others have already done just so", () => {
    const columnsGone: Operation = { op: "remove", in: "nodes", id: "nod_columns" };
    const confirmed = apply(expenseClaims(), [columnsGone, label("Total")]).document;
    const mine = [batch("b1", [columnsGone]), batch("b2", [label("Total")]), batch("b3", [label("Sum")])];
    expect(rebase(confirmed, mine).pending.map((one) => one.id)).toEqual(["b3"]);
  });

  it("brings back only what belongs together of what was deleted in one step", () => {
    const gone: Operation[] = ["nod_other", "nod_columns", "nod_receipt"].map((id) => ({
      op: "remove",
      in: "nodes",
      id,
    }));
    const all: Operation[] = [...gone, { op: "remove", in: "fields", id: "fld_receipt" }];
    const { document, inverse } = apply(expenseClaims(), all);
    const set: Operation = { op: "set", in: "fields", id: "fld_receipt", path: "label", value: "Bill" };
    const [clash] = deletedClashes(batch("b1", [set]), [{ label: "", operations: all, inverse }], document);
    expect(clash?.restore?.map((one) => one.op !== "move" && one.id)).toEqual(["fld_receipt", "nod_receipt"]);
    const back = apply(document, clash?.restore ?? []).document;
    expect(back.fields).toEqual(expenseClaims().fields);
    expect(Object.keys(back.nodes)).not.toContain("nod_other");
  });

  it("drops a field with the place it was made for, and nothing else of the step", () => {
    const place: Operation = {
      op: "add",
      in: "nodes",
      id: "nod_new",
      value: {
        page: "pag_form",
        parent: "nod_payment",
        field: "fld_new",
        order: "a9",
        component: "text@1",
        props: {},
      },
    };
    const made: Operation = { op: "add", in: "fields", id: "fld_new", value: {} };
    const both = batch("b1", [made, place, label("Total")]);
    const conflict = clash({ in: "nodes", id: "nod_new", path: "", kind: "deleted", gone: "nod_payment" });
    expect(keepTheirs(both, [conflict]).operations).toEqual([label("Total")]);
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
    for (const target of ["c", "b"]) {
      history = withBatch(history, { ...batch(`undo ${target}`, []), kind: "undo", target });
    }
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
