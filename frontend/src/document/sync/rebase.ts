import { apply } from "@/document/operations/apply";
import { OperationRefused } from "@/document/operations/refused";
import type { Batch } from "@/document/sync/batch";
import type { Definition, Operation } from "@/document/types";

export interface Rebased {
  readonly document: Definition;
  readonly pending: readonly Batch[];
  /** Operations that no longer fit on what the server has; the batch keeps the rest. */
  readonly refused: readonly {
    readonly batch: Batch;
    readonly operation: Operation;
    readonly code: string;
  }[];
}

/** Puts unsent batches on top of a newer document; inverses are taken anew, so undo stays exact. */
export function rebase(confirmed: Definition, pending: readonly Batch[]): Rebased {
  let document = confirmed;
  const kept: Batch[] = [];
  const refused: { batch: Batch; operation: Operation; code: string }[] = [];
  for (const batch of pending) {
    const operations: Operation[] = [];
    const inverse: Operation[] = [];
    for (const operation of batch.operations) {
      try {
        const step = apply(document, [operation]);
        document = step.document;
        operations.push(operation);
        inverse.unshift(...step.inverse);
      } catch (error) {
        if (!(error instanceof OperationRefused)) throw error;
        refused.push({ batch, operation, code: error.code });
      }
    }
    if (operations.length > 0) kept.push({ ...batch, operations, inverse });
  }
  return { document, pending: kept, refused };
}
