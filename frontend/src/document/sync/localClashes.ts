import type { Batch, Conflict, OtherBatch } from "@/document/sync/batch";
import type { Json, Operation, SetOperation } from "@/document/types";

/** Properties that unsent batches and somebody else's batches set to different values: nobody may win silently. */
export function localClashes(pending: readonly Batch[], others: readonly OtherBatch[]): Conflict[] {
  const theirs = new Map<string, { operation: SetOperation; batch: OtherBatch }>();
  const own = new Set(pending.map((batch) => batch.id));
  for (const batch of others) {
    if (batch.batch_id !== undefined && own.has(batch.batch_id)) continue;
    for (const operation of batch.operations) {
      if (operation.op === "set") theirs.set(keyOf(operation), { operation, batch });
    }
  }
  const found: Conflict[] = [];
  for (const operation of pending.flatMap((batch) => batch.operations)) {
    if (operation.op !== "set") continue;
    const other = theirs.get(keyOf(operation));
    if (!other || same(other.operation.value, operation.value)) continue;
    found.push({
      in: operation.in,
      id: operation.id ?? "",
      path: operation.path,
      kind: "changed",
      yours: operation.value ?? null,
      theirs: other.operation.value ?? null,
      by: nameOf(other.batch),
      at: other.batch.at ?? "",
    });
  }
  return found;
}

/** The person's name, however the batch carries it. */
export function nameOf(batch: OtherBatch): string {
  if (typeof batch.by === "string") return batch.by;
  return batch.by?.name ?? "Somebody";
}

function keyOf(operation: Operation): string {
  return operation.op === "set" ? `${operation.in}/${operation.id ?? ""}/${operation.path}` : "";
}

function same(a: Json | undefined, b: Json | undefined): boolean {
  return JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
}
