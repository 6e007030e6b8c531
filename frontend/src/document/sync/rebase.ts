import { valueAt } from "@/document/commands/setProperty";
import { apply } from "@/document/operations/apply";
import { objectOf } from "@/document/operations/put";
import { OperationRefused } from "@/document/operations/refused";
import type { Batch } from "@/document/sync/batch";
import type { Definition, Operation } from "@/document/types";

export interface Rebased {
  /** With everything that fits. */
  readonly document: Definition;
  /** Whole: what does not fit stays in its batch until the person or the server decides, and is never dropped here. */
  readonly pending: readonly Batch[];
  /** Operations that do not fit on what the server has. */
  readonly refused: readonly {
    readonly batch: Batch;
    readonly operation: Operation;
    readonly code: string;
  }[];
}

/**
 * Puts unsent batches on top of a newer document; inverses are taken anew, so undo stays exact. What others have
 * already done just so is left out, and a batch of nothing else with it.
 */
export function rebase(confirmed: Definition, pending: readonly Batch[]): Rebased {
  let document = confirmed;
  const kept: Batch[] = [];
  const refused: { batch: Batch; operation: Operation; code: string }[] = [];
  for (const batch of pending) {
    const operations: Operation[] = [];
    const inverse: Operation[] = [];
    for (const operation of batch.operations) {
      if (isDone(document, operation)) continue;
      try {
        const step = apply(document, [operation]);
        document = step.document;
        inverse.unshift(...step.inverse);
      } catch (error) {
        if (!(error instanceof OperationRefused)) throw error;
        refused.push({ batch, operation, code: error.code });
      }
      operations.push(operation);
    }
    if (operations.length > 0) kept.push({ ...batch, operations, inverse });
  }
  return { document, pending: kept, refused };
}

function isDone(document: Definition, operation: Operation): boolean {
  const { op } = operation;
  if (op === "move") return false;
  const now = operation.in === "app" ? document.app : objectOf(document, operation.in, operation.id ?? "");
  if (op === "remove") return now === undefined;
  if (now === undefined) return false;
  if (op === "add") return asText(now) === asText(operation.value);
  return asText(valueAt(document, operation, operation.path)) === asText(operation.value);
}

/** Text that does not depend on the order of the properties; undefined where there is nothing. */
function asText(value: unknown): string | undefined {
  return JSON.stringify(value, (_, one: unknown) =>
    one !== null && typeof one === "object" && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)))
      : one,
  );
}
