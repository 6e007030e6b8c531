import { valueAt } from "@/document/commands/setProperty";
import type { Batch, Conflict, OtherBatch } from "@/document/sync/batch";
import { idsIn } from "@/document/sync/idsIn";
import { ownDeletion } from "@/document/sync/ownDeletion";
import { asText } from "@/document/sync/rebase";
import { isThere } from "@/document/sync/removals";
import type { Definition, Json, Operation } from "@/document/types";

/** One property of an object that others set, or one object that they made point to it. */
interface Touch {
  readonly in: Operation["in"];
  readonly id: string;
  readonly path: string;
  readonly batch: OtherBatch;
}

/**
 * What an unsent batch would overwrite or delete of what others did: nobody may win silently. The same rules as the
 * server's merge, which no longer sees the difference once the batch is put on what others did.
 */
export function localClashes(
  batch: Batch,
  others: readonly OtherBatch[],
  confirmed: Definition,
): readonly Conflict[] {
  const theirs = others.filter((one) => one.batch_id === undefined || one.batch_id !== batch.id);
  const sets = theirs.flatMap(setsOf);
  const removing = new Set(batch.operations.flatMap((one) => (one.op === "remove" ? [one.id] : [])));
  return batch.operations.flatMap((operation): readonly Conflict[] => {
    const own = sets.filter((one) => one.in === operation.in && one.id === (operation.id ?? ""));
    if (operation.op === "set") return overwritten(operation.path, operation.value, own, confirmed);
    if (operation.op !== "remove" || !isThere(confirmed, operation.id)) return [];
    return [
      ...deletedWith(own, confirmed),
      ...orphaned(operation, usesOf(theirs, operation.id), removing, confirmed),
    ].map((one) => ownDeletion(batch, one));
  });
}

/** A property that others set as well, or of which they set a part or the whole. */
function overwritten(
  path: string,
  value: Json | undefined,
  sets: readonly Touch[],
  confirmed: Definition,
): readonly Conflict[] {
  const touch = sets.findLast((one) => isOver(one.path, path));
  if (!touch) return [];
  const theirs = valueAt(confirmed, touch, path);
  if (asText(theirs ?? null) === asText(value ?? null)) return [];
  return [conflictOf({ ...touch, path }, "changed", value ?? null, theirs ?? null)];
}

/** What others typed into an object that the batch deletes: each property once. */
function deletedWith(sets: readonly Touch[], confirmed: Definition): readonly Conflict[] {
  const newest = sets.filter((one, index) => !sets.slice(index + 1).some((later) => later.path === one.path));
  return newest.map((one) => conflictOf(one, "changed", null, valueAt(confirmed, one, one.path) ?? null));
}

/** What others made that needs the object which the batch deletes. */
function orphaned(
  removal: Operation,
  uses: readonly Touch[],
  removing: ReadonlySet<string>,
  confirmed: Definition,
): readonly Conflict[] {
  return uses
    .filter((one) => !removing.has(one.id) && (one.in === "app" || isThere(confirmed, one.id)))
    .slice(0, 1)
    .map((one) =>
      conflictOf({ ...one, in: removal.in, id: removal.id ?? "", path: "" }, "used", null, one.id),
    );
}

function setsOf(batch: OtherBatch): readonly Touch[] {
  return batch.operations.flatMap((one) =>
    one.op === "set" ? [{ in: one.in, id: one.id ?? "", path: one.path, batch }] : [],
  );
}

function usesOf(others: readonly OtherBatch[], id: string): readonly Touch[] {
  return others.flatMap((batch) =>
    batch.operations
      .filter((one) => one.id !== id && pointsTo(one).includes(id))
      .map((one) => ({ in: one.in, id: one.id ?? "", path: "", batch })),
  );
}

function pointsTo(operation: Operation): readonly string[] {
  if (operation.op === "remove") return [];
  return idsIn(
    operation.op === "move" ? [operation.page ?? null, operation.parent ?? null] : operation.value,
  );
}

function conflictOf(touch: Touch, kind: Conflict["kind"], yours: Json, theirs: Json): Conflict {
  const { in: collection, id, path, batch } = touch;
  return { in: collection, id, path, kind, yours, theirs, by: nameOf(batch), at: batch.at ?? "" };
}

/** The person's name, however the batch carries it. */
export function nameOf(batch: OtherBatch): string {
  if (typeof batch.by === "string") return batch.by;
  return batch.by?.name ?? "Somebody";
}

/** Whether one of two paths is the other or a part of it. */
function isOver(one: string, other: string): boolean {
  return one === other || one.startsWith(`${other}.`) || other.startsWith(`${one}.`);
}
