import type { History } from "@/document/history/stack";
import type { Batch } from "@/document/sync/batch";

/**
 * What of the kept batches the server does not have yet. A page may close between the server's yes and the browser
 * hearing it; such batches stand first, and sending them again after a rebase would be a different batch.
 */
export function unsent(kept: readonly Batch[], history: History): readonly Batch[] {
  let from = 0;
  while (from < kept.length && isThere(kept[from], history)) from += 1;
  return kept.slice(from);
}

function isThere(batch: Batch | undefined, history: History): boolean {
  if (!batch) return false;
  if (batch.kind === "edit") return history.some((step) => step.id === batch.id);
  const step = history.find((one) => one.id === batch.target);
  return step !== undefined && step.undone === (batch.kind === "undo");
}
