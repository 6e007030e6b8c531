import type { Batch, Conflict, OtherBatch } from "@/document/sync/batch";
import { calledOf, titleOf } from "@/document/sync/called";
import { idsIn } from "@/document/sync/idsIn";
import { nameOf } from "@/document/sync/localClashes";
import { isThere, type Removal, removalsOf, restoring } from "@/document/sync/removals";
import type { Definition, Operation } from "@/document/types";

/**
 * What a batch changes, or builds on, although others have deleted it: one conflict for each of its operations.
 * `document` is what the batch is put on. Deleting what is already deleted is no conflict.
 */
export function deletedClashes(
  batch: Batch,
  others: readonly OtherBatch[],
  document: Definition,
): Conflict[] {
  const theirs = others.filter((one) => one.batch_id === undefined || one.batch_id !== batch.id);
  const removals = removalsOf(theirs, document);
  if (removals.size === 0) return [];
  const made = new Set(batch.operations.flatMap((one) => (one.op === "add" ? [one.id] : [])));
  return batch.operations.flatMap((operation) => {
    const id = neededBy(operation).find(
      (one) => removals.has(one) && !made.has(one) && !isThere(document, one),
    );
    const removal = id === undefined ? undefined : removals.get(id);
    return removal ? [conflictOf(operation, removal, restoring(removals, removal.id, document))] : [];
  });
}

function neededBy(operation: Operation): readonly string[] {
  if (operation.op === "remove") return [];
  if (operation.op === "add") return idsIn(operation.value);
  const id = operation.id ? [operation.id] : [];
  if (operation.op === "set") return [...id, ...idsIn(operation.value)];
  return [...id, ...idsIn([operation.page ?? null, operation.parent ?? null])];
}

function conflictOf(operation: Operation, removal: Removal, restore: readonly Operation[]): Conflict {
  return {
    in: operation.in,
    id: operation.id ?? "",
    path: operation.op === "set" ? operation.path : "",
    kind: "deleted",
    yours:
      operation.op === "set"
        ? (operation.value ?? null)
        : operation.op === "add"
          ? titleOf(operation.value)
          : null,
    theirs: null,
    by: nameOf(removal.batch),
    at: removal.batch.at ?? "",
    gone: removal.id,
    what: calledOf(removal.id, restore),
    restore,
  };
}
