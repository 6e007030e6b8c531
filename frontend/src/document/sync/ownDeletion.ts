import type { Batch, Conflict } from "@/document/sync/batch";
import { calledOf } from "@/document/sync/called";

/**
 * The conflict with what the person called the object when it is about one that their own batch deletes. The name is
 * taken before the batch is put on what others did: theirs may be the new name.
 */
export function ownDeletion(batch: Batch, conflict: Conflict): Conflict {
  const isDeletion = batch.operations.some(
    (one) => one.op === "remove" && one.in === conflict.in && one.id === conflict.id,
  );
  return isDeletion ? { ...conflict, isDeletion, what: calledOf(conflict.id, batch.inverse) } : conflict;
}
