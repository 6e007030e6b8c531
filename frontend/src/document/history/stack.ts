/**
 * The person's own batches of one draft, oldest first. Undone ones stand behind the cursor.
 *
 * What may be undone is what the server knows of, and what is still on its way there: `historyOf` puts the two
 * together, so that a step whose batch is given up or changed is given up or changed with it.
 */
import type { Batch } from "@/document/sync/batch";
import type { Operation } from "@/document/types";

export const HISTORY_LIMIT = 200;

export interface Step {
  readonly id: string;
  readonly label: string;
  readonly operations: readonly Operation[];
  readonly inverse: readonly Operation[];
  readonly undone: boolean;
}

export type History = readonly Step[];

/** What the server keeps: edits with their undone mark; undo and redo batches themselves are no steps. */
export interface StoredStep extends Step {
  readonly kind: "edit" | "undo" | "redo";
}

export function fromServer(stored: readonly StoredStep[]): History {
  return stored
    .filter((step) => step.kind === "edit")
    .slice(-HISTORY_LIMIT)
    .map(({ id, label, operations, inverse, undone }) => ({ id, label, operations, inverse, undone }));
}

/** The steps the server has, and on them what is unsent. */
export function historyOf(known: History, pending: readonly Batch[]): History {
  return pending.reduce(withBatch, known);
}

/** The history when this batch is made: an edit is a step, an undo or redo turns its step over. */
export function withBatch(history: History, batch: Batch): History {
  const { id, label, kind, target, operations, inverse } = batch;
  if (kind === "edit") {
    if (history.some((step) => step.id === id)) return history;
    return pushed(history, { id, label, operations, inverse, undone: false });
  }
  const turned = kind === "undo" ? { operations: inverse, undone: true } : { inverse, undone: false };
  return history.map((step) => (step.id === target ? { ...step, ...turned } : step));
}

/** A new edit ends the line: what was undone can no longer be redone. */
export function pushed(history: History, step: Step): History {
  return [...history.filter((one) => !one.undone), step].slice(-HISTORY_LIMIT);
}

/** The last step, grown by more of the same typing. */
export function grown(history: History, step: Step): History {
  return history.map((one) => (one.id === step.id ? step : one));
}

export function nextUndo(history: History): Step | undefined {
  return history.findLast((step) => !step.undone);
}

export function nextRedo(history: History): Step | undefined {
  const last = history.findLastIndex((step) => !step.undone);
  return history[last + 1];
}

export function without(history: History, id: string): History {
  return history.filter((step) => step.id !== id);
}
