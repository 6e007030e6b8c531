import { valueAt } from "@/document/commands/setProperty";
import type { OtherBatch } from "@/document/sync/batch";
import { idsIn } from "@/document/sync/idsIn";
import { type AddOperation, COLLECTIONS, type Definition, type Operation } from "@/document/types";

/** One object that somebody deleted. `add` brings it back; null when the server did not say what it was. */
export interface Removal {
  readonly id: string;
  readonly batch: OtherBatch;
  readonly add: AddOperation | null;
}

export type Removals = ReadonlyMap<string, Removal>;

/** What these batches deleted and `document` does not have again, by id. */
export function removalsOf(others: readonly OtherBatch[], document: Definition): Removals {
  const found = new Map<string, Removal>();
  for (const batch of others) {
    for (const operation of batch.operations) {
      if (operation.op !== "remove" || isThere(document, operation.id)) continue;
      const add = batch.inverse?.find((one) => one.op === "add" && one.id === operation.id);
      found.set(operation.id, { id: operation.id, batch, add: add?.op === "add" ? add : null });
    }
  }
  return found;
}

export function isThere(document: Definition, id: string): boolean {
  return COLLECTIONS.some((collection) => Object.hasOwn(document[collection], id));
}

/**
 * The operations that bring an object back: with what it stood on, with what was deleted in the same step because
 * of it, and with its place in lists that nobody changed since.
 */
export function restoring(removals: Removals, id: string, document: Definition): readonly Operation[] {
  const wanted = new Map<string, Removal>();
  const queue = [id];
  for (let one = queue.pop(); one !== undefined; one = queue.pop()) {
    const removal = removals.get(one);
    if (!removal?.add || wanted.has(one)) continue;
    wanted.set(one, removal);
    queue.push(...idsIn(removal.add.value), ...dependants(removals, removal));
  }
  const adds = [...wanted.values()].flatMap((one) => (one.add ? [one.add] : []));
  const batches = new Set([...wanted.values()].map((one) => one.batch));
  return [...adds, ...[...batches].flatMap((batch) => mentions(batch, wanted, document))];
}

function dependants(removals: Removals, of: Removal): readonly string[] {
  return [...removals.values()]
    .filter((one) => one.batch === of.batch && one.add && idsIn(one.add.value).includes(of.id))
    .map((one) => one.id);
}

/** Properties that named the objects before the same step took them out, where they still are as it left them. */
function mentions(
  batch: OtherBatch,
  wanted: ReadonlyMap<string, Removal>,
  document: Definition,
): readonly Operation[] {
  return (batch.inverse ?? []).filter((back) => {
    if (back.op !== "set" || back.in === "app") return false;
    const ids = idsIn(back.value);
    const forth = batch.operations.find(
      (one) => one.op === "set" && one.id === back.id && one.path === back.path,
    );
    return (
      forth?.op === "set" &&
      ids.some((id) => wanted.has(id)) &&
      ids.every((id) => wanted.has(id) || isThere(document, id)) &&
      JSON.stringify(forth.value) === JSON.stringify(valueAt(document, back, back.path))
    );
  });
}
