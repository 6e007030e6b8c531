import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as engine from "@/document/move/engine";
import { moveNow } from "@/document/move/now";
import { refusal } from "@/document/move/slots";
import { apply } from "@/document/operations/apply";
import { CATALOGUE, expenseClaims, node, testContext } from "@/document/testing/world";
import { children } from "@/document/tree/children";
import { rows as rowsOf } from "@/document/tree/rows";
import type { Definition } from "@/document/types";

const scene = (document: Definition = expenseClaims()) => ({ document, catalogue: CATALOGUE });
const begun = (document: Definition, ids: string[]) => {
  const first = engine.start(scene(document), ids);
  if (!first) throw new Error("nothing to move");
  return first;
};

describe("a move, step by step", () => {
  it("says where it starts, steps, enters, is refused, ends and is placed", () => {
    const document = expenseClaims();
    const start = begun(document, ["nod_purpose"]);
    expect(start.said).toBe(
      "Moving Purpose. Position 1 of 5 in Claim. Arrow keys to move, Enter to place, Escape to cancel.",
    );
    const up = engine.step(scene(document), start.move, -1);
    expect(up).toMatchObject({ said: "Already first.", refused: true });
    const down = engine.step(scene(document), up.move, 1);
    expect(down.said).toBe("After Category. Position 2 of 5 in Claim.");
    const inside = engine.into(scene(document), down.move);
    expect(inside.said).toBe("Into Payment, position 1 of 3.");
    const second = engine.step(scene(document), inside.move, 1);
    expect(second.said).toBe("After Amount. Position 2 of 3 in Payment.");
    const last = engine.toLast(scene(document), second.move);
    expect(engine.step(scene(document), last.move, 1).said).toBe("Already last.");
    const outside = engine.out(scene(document), last.move);
    expect(outside.said).toBe("After Payment. Position 3 of 5 in Claim.");
    const edit = engine.place(scene(document), outside.move, testContext());
    expect(edit.said).toBe("Purpose placed. Position 3 of 5 in Claim.");
    const next = apply(document, edit.operations).document;
    expect(children(next, "pag_form", null)).toEqual([
      "nod_category",
      "nod_payment",
      "nod_purpose",
      "nod_columns",
      "nod_other",
    ]);
  });

  it("cancels without touching anything", () => {
    const document = expenseClaims();
    const moved = engine.step(scene(document), begun(document, ["nod_receipt"]).move, -1);
    expect(engine.cancelled(scene(document), moved.move)).toBe(
      "Move cancelled. Receipt is back at position 2.",
    );
  });

  it("refuses a table inside columns, and a section inside a section", () => {
    const document = { ...expenseClaims() };
    const withTable: Definition = {
      ...document,
      nodes: { ...document.nodes, nod_grid: node("table@1", "a5"), nod_second: node("section@1", "a6") },
    };
    const table = begun(withTable, ["nod_grid"]).move;
    const at = { page: "pag_form", parent: "nod_columns", index: 0 };
    expect(engine.toPlace(scene(withTable), table, at)).toMatchObject({
      said: "Tables cannot go inside Columns.",
      refused: true,
    });
    expect(refusal(withTable, CATALOGUE, ["nod_second"], "pag_form", "nod_payment")).toBe(
      "Sections cannot go inside Sections.",
    );
    expect(refusal(withTable, CATALOGUE, ["nod_payment"], "pag_form", "nod_payment")).toBe(
      "Sections cannot go inside themselves.",
    );
  });

  it("moves many together, in reading order, and says how many", () => {
    const document = expenseClaims();
    const start = begun(document, ["nod_receipt", "nod_purpose", "nod_amount"]);
    expect(start.said).toBe("Moving 3 fields.");
    const place = engine.toPlace(scene(document), start.move, { page: "pag_form", parent: null, index: 9 });
    const edit = engine.place(scene(document), place.move, testContext());
    expect(edit.said).toBe("3 fields placed. Position 5 of 7 in Claim.");
    const next = apply(document, edit.operations).document;
    expect(children(next, "pag_form", null).slice(-3)).toEqual(["nod_purpose", "nod_amount", "nod_receipt"]);
  });

  it("leaves a contained node out when its container moves too", () => {
    expect(begun(expenseClaims(), ["nod_amount", "nod_payment"]).move.ids).toEqual(["nod_payment"]);
  });
});

describe("gaps for placing by click", () => {
  it("names each allowed gap and leaves out the place where it stands", () => {
    const document = expenseClaims();
    const names = engine
      .gaps(scene(document), begun(document, ["nod_amount"]).move, "pag_form")
      .map((gap) => gap.name);
    expect(names).toEqual([
      "Place Amount first in Claim",
      "Place Amount after Purpose",
      "Place Amount after Category",
      "Place Amount after Receipt",
      "Place Amount after Payment",
      "Place Amount first in Columns",
      "Place Amount after Columns",
      "Place Amount after Describe other",
    ]);
  });

  it("finds the gap under a pointer by binary search", () => {
    const document = expenseClaims();
    const order = [
      "nod_purpose",
      "nod_category",
      "nod_payment",
      "nod_amount",
      "nod_receipt",
      "nod_columns",
      "nod_other",
    ];
    const boxes = order.map((id, index) => ({ id, top: index * 60, bottom: index * 60 + 56 }));
    const move = begun(document, ["nod_other"]).move;
    expect(engine.pointerPlace(scene(document), move, boxes, 10)).toEqual({
      page: "pag_form",
      parent: null,
      index: 0,
    });
    expect(engine.pointerPlace(scene(document), move, boxes, 50)).toEqual({
      page: "pag_form",
      parent: null,
      index: 1,
    });
    expect(engine.pointerPlace(scene(document), move, boxes, 3 * 60 + 40)).toEqual({
      page: "pag_form",
      parent: "nod_payment",
      index: 1,
    });
  });
});

describe("one step at once", () => {
  it("answers with the sentence and no operations at the end of the list", () => {
    expect(moveNow(expenseClaims(), CATALOGUE, ["nod_purpose"], "up")).toEqual({
      label: "move",
      operations: [],
      said: "Already first.",
      refused: true,
    });
  });

  it("keeps every node reachable, whatever is moved where", () => {
    const ids = Object.keys(expenseClaims().nodes).filter((id) => id !== "nod_table");
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(
            fc.subarray(ids, { minLength: 1, maxLength: 3 }),
            fc.constantFrom("up", "down", "into", "out" as const),
          ),
          { maxLength: 30 },
        ),
        (moves) => {
          let document = expenseClaims();
          for (const [chosen, direction] of moves) {
            const before = document;
            const edit = moveNow(document, CATALOGUE, chosen, direction as "up");
            const step = apply(document, edit.operations);
            document = step.document;
            expect(apply(document, step.inverse).document).toEqual(before);
          }
          const seen = rowsOf(document, "pag_form", new Set()).map((row) => row.id);
          expect(seen.sort()).toEqual([...ids].sort());
          for (const id of seen) {
            const one = document.nodes[id];
            expect(refusal(document, CATALOGUE, [id], one?.page ?? "", one?.parent ?? null)).toBeNull();
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});
