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
  readonly refused: readonly Refused[];
}

interface Refused {
  readonly batch: Batch;
  readonly operation: Operation;
  readonly code: string;
}

/** One batch as it lies on a document. */
interface Put {
  readonly document: Definition;
  readonly batch: Batch;
  /** Addresses of what others have already done just so. */
  readonly done: ReadonlySet<string>;
  readonly refused: readonly Refused[];
  /** Whether the server will hear of the step that this batch is or turns over. */
  readonly isKnown: boolean;
}

/**
 * Puts unsent batches on top of a newer document. Inverses are taken anew, and an unsent undo or redo takes back its
 * step as that step is now: else it would bring back an object as it was before others changed it. What others have
 * already done just so is left out, and an edit of nothing else with it.
 */
export function rebase(confirmed: Definition, pending: readonly Batch[]): Rebased {
  let document = confirmed;
  const kept: Batch[] = [];
  const refused: Refused[] = [];
  const last = new Map<string, Put>();
  for (const batch of pending) {
    const step = last.get(batch.target ?? "");
    const put = putOn(document, renewed(batch, step), step);
    document = put.document;
    refused.push(...put.refused);
    last.set(batch.target ?? batch.id, put);
    if (put.batch.operations.length > 0) kept.push(put.batch);
  }
  return { document, pending: kept, refused };
}

/** The batch as it must be now that the step it takes back, which is unsent too, is this. */
function renewed(batch: Batch, step: Put | undefined): Batch {
  if (batch.kind === "edit" || !step) return batch;
  const now = new Map(step.batch.inverse.map((one) => [addressOf(one), one]));
  const operations = batch.operations.flatMap((one) => {
    const address = addressOf(one);
    const isNotMine = batch.kind === "undo" && step.done.has(address);
    return isNotMine ? [] : [now.get(address) ?? one];
  });
  // What the server never hears of it cannot take back either.
  return step.isKnown ? { ...batch, operations } : { ...batch, operations, kind: "edit", target: null };
}

function putOn(document: Definition, batch: Batch, step: Put | undefined): Put {
  let at = document;
  const operations: Operation[] = [];
  const inverse: Operation[] = [];
  const refused: Refused[] = [];
  const done = new Set<string>();
  for (const operation of batch.operations) {
    const isThereAlready = isDone(at, operation);
    // An undo is sent all the same, so that the server marks its step as undone.
    if (!isThereAlready || batch.kind !== "edit") operations.push(operation);
    if (isThereAlready) {
      done.add(addressOf(operation));
      continue;
    }
    try {
      const step = apply(at, [operation]);
      at = step.document;
      inverse.unshift(...step.inverse);
    } catch (error) {
      if (!(error instanceof OperationRefused)) throw error;
      refused.push({ batch, operation, code: error.code });
    }
  }
  const isKnown = step?.isKnown ?? operations.length > 0;
  return { document: at, batch: { ...batch, operations, inverse }, done, refused, isKnown };
}

/** What an operation writes; that of its inverse is the same. */
function addressOf(operation: Operation): string {
  const stem = `${operation.in}/${operation.id ?? ""}`;
  if (operation.op === "set") return `${stem}/${operation.path}`;
  return operation.op === "move" ? `${stem}/order` : stem;
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
export function asText(value: unknown): string | undefined {
  return JSON.stringify(value, (_, one: unknown) =>
    one !== null && typeof one === "object" && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)))
      : one,
  );
}
