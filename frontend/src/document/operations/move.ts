import { objectOf, put } from "@/document/operations/put";
import { OperationRefused } from "@/document/operations/refused";
import type { Definition, Json, MoveOperation, Operation } from "@/document/types";

/** Moves one object among its siblings; a node may also change its parent and page. */
export function move(
  document: Definition,
  operation: MoveOperation,
): { document: Definition; inverse: Operation } {
  const { in: collection, id, order } = operation;
  if (collection === "grants" || collection === "texts") {
    throw new OperationRefused("bad-operation", `${collection} have no order.`);
  }
  const value = objectOf(document, collection, id);
  if (!value) throw new OperationRefused("not-found", `${id} is not in ${collection}.`);
  if (typeof order !== "string" || order === "") {
    throw new OperationRefused("bad-value", "A move needs the new order.");
  }
  const next: Record<string, Json> = { ...value, order };
  const inverse: Record<string, Json> = { op: "move", in: collection, id, order: value.order ?? "a0" };
  for (const name of ["page", "parent"] as const) {
    const wanted = operation[name];
    if (wanted === undefined) continue;
    if (collection !== "nodes") throw new OperationRefused("bad-operation", `Only nodes have a ${name}.`);
    inverse[name] = value[name] ?? null;
    next[name] = wanted;
  }
  if (collection === "nodes") refuseCycle(document, id, (next.parent ?? null) as string | null);
  return { document: put(document, collection, id, next), inverse: inverse as unknown as Operation };
}

function refuseCycle(document: Definition, id: string, parent: string | null): void {
  let at = parent;
  for (let steps = 0; at !== null && steps <= 64; steps += 1) {
    if (at === id) throw new OperationRefused("cycle", "An object cannot go inside itself.");
    at = document.nodes[at]?.parent ?? null;
  }
}
