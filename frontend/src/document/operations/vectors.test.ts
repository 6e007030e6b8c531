import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { apply } from "@/document/operations/apply";
import { OperationRefused } from "@/document/operations/refused";
import type { Definition, Operation } from "@/document/types";

interface Case {
  readonly name: string;
  readonly operations: readonly Operation[];
  readonly after?: Partial<Definition>;
  readonly inverse?: readonly Operation[];
  readonly refused?: { readonly reason: string; readonly index: number };
}

const file = new URL("../../../../tests/vectors/operations.json", import.meta.url);
const vectors = JSON.parse(readFileSync(file, "utf8")) as { document: Definition; cases: Case[] };

function refusalOf(operations: readonly Operation[]): { reason: string; index: number } | null {
  try {
    apply(structuredClone(vectors.document), operations);
    return null;
  } catch (error) {
    if (!(error instanceof OperationRefused)) throw error;
    return { reason: error.code, index: error.index };
  }
}

describe("the vectors shared with the server", () => {
  it.each(vectors.cases.map((one) => [one.name, one] as const))("%s", (_, one) => {
    if (one.refused) {
      expect(refusalOf(one.operations)).toEqual(one.refused);
      return;
    }
    const applied = apply(structuredClone(vectors.document), one.operations);
    expect(applied.document).toEqual({ ...vectors.document, ...one.after });
    expect(applied.inverse).toEqual(one.inverse);
    expect(apply(applied.document, applied.inverse).document).toEqual(vectors.document);
  });
});
