import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { apply } from "@/document/operations/apply";
import { OperationRefused } from "@/document/operations/refused";
import { expenseClaims, field } from "@/document/testing/world";
import type { Definition, Json, Operation } from "@/document/types";

function refusedWith(document: Definition, operations: readonly unknown[]): { code: string; index: number } {
  try {
    apply(document, operations as readonly Operation[]);
  } catch (error) {
    if (error instanceof OperationRefused) return { code: error.code, index: error.index };
  }
  return { code: "accepted", index: -1 };
}

describe("apply", () => {
  it("sets a nested property and takes it back, also when it was absent before", () => {
    const before = expenseClaims();
    const step = apply(before, [{ op: "set", in: "nodes", id: "nod_amount", path: "props.width", value: 6 }]);
    expect(step.document.nodes.nod_amount?.props).toEqual({ width: 6 });
    expect(step.inverse).toEqual([{ op: "set", in: "nodes", id: "nod_amount", path: "props.width" }]);
    expect(apply(step.document, step.inverse).document).toEqual(before);
  });

  it("leaves the given document untouched", () => {
    const before = expenseClaims();
    const copy = structuredClone(before);
    apply(before, [{ op: "remove", in: "nodes", id: "nod_amount" }]);
    expect(before).toEqual(copy);
  });

  it("refuses what does not fit and names the operation", () => {
    const document = expenseClaims();
    const good = { op: "set", in: "app", path: "title", value: "Claims" };
    expect(refusedWith(document, [good, { op: "remove", in: "nodes", id: "nod_nobody" }])).toEqual({
      code: "not-found",
      index: 1,
    });
    expect(refusedWith(document, [{ op: "add", in: "nodes", id: "nod_amount", value: {} }]).code).toBe(
      "id-taken",
    );
    expect(refusedWith(document, [{ op: "add", in: "nodes", id: "fld_x1", value: {} }]).code).toBe("bad-id");
    expect(
      refusedWith(document, [{ op: "set", in: "nodes", id: "nod_amount", path: "order", value: "a9" }]).code,
    ).toBe("use-move");
    expect(
      refusedWith(document, [{ op: "set", in: "fields", id: "fld_amount", path: "key.x", value: 1 }]).code,
    ).toBe("bad-path");
    expect(refusedWith(document, [{ op: "set", in: "fields", id: "fld_amount", path: "nothing" }]).code).toBe(
      "bad-path",
    );
    expect(refusedWith(document, [{ op: "add", in: "widgets", id: "wid_11", value: {} }]).code).toBe(
      "unknown-collection",
    );
    expect(
      refusedWith(document, [
        { op: "move", in: "nodes", id: "nod_payment", parent: "nod_amount", order: "a0" },
      ]).code,
    ).toBe("cycle");
  });

  it("undoes any batch exactly", () => {
    fc.assert(
      fc.property(fc.array(anyOperation(), { maxLength: 12 }), (wanted) => {
        const before = expenseClaims();
        let document = before;
        const inverse: Operation[] = [];
        for (const operation of wanted) {
          if (refusedWith(document, [operation]).code !== "accepted") continue;
          const step = apply(document, [operation]);
          document = step.document;
          inverse.unshift(...step.inverse);
        }
        expect(apply(document, inverse).document).toEqual(before);
      }),
      { numRuns: 300 },
    );
  });
});

function anyOperation(): fc.Arbitrary<Operation> {
  const nodes = fc.constantFrom("nod_purpose", "nod_payment", "nod_amount", "nod_columns", "nod_new1");
  const order = fc.constantFrom("a0", "a1V", "Zz", "a5");
  const parent = fc.constantFrom(null, "nod_payment", "nod_columns", "nod_amount");
  const value = field("extra", "Extra", "text") as unknown as Json;
  return fc.oneof(
    fc.record({ op: fc.constant("remove" as const), in: fc.constant("nodes" as const), id: nodes }),
    fc.record({
      op: fc.constant("add" as const),
      in: fc.constant("fields" as const),
      id: fc.constantFrom("fld_new1", "fld_new2", "fld_amount"),
      value: fc.constant(value),
    }),
    fc.record({
      op: fc.constant("move" as const),
      in: fc.constant("nodes" as const),
      id: nodes,
      parent,
      order,
    }),
    fc.record({
      op: fc.constant("set" as const),
      in: fc.constant("nodes" as const),
      id: nodes,
      path: fc.constantFrom("props.width", "props.title", "component"),
      value: fc.constantFrom<Json>(3, "x", null),
    }),
    fc.record({
      op: fc.constant("set" as const),
      in: fc.constant("nodes" as const),
      id: nodes,
      path: fc.constantFrom("props.width", "props.title"),
    }),
  );
}
