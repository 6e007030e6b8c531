/** The person's own batches of one draft, oldest first. Undone ones stand behind the cursor. */
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

export function marked(history: History, id: string, undone: boolean): History {
  return history.map((step) => (step.id === id ? { ...step, undone } : step));
}

export function without(history: History, id: string): History {
  return history.filter((step) => step.id !== id);
}

/** The step of an unsent batch, as the batch is now. */
export function renewed(history: History, batch: Omit<Step, "undone">): History {
  const { operations, inverse } = batch;
  return history.map((step) => (step.id === batch.id ? { ...step, operations, inverse } : step));
}
