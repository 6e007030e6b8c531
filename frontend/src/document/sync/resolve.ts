import { apply } from "@/document/operations/apply";
import { OperationRefused } from "@/document/operations/refused";
import type { Batch, Conflict } from "@/document/sync/batch";
import { idsIn } from "@/document/sync/idsIn";
import type { Definition, Json, Operation } from "@/document/types";

/**
 * The batch without the operations that clash: what "Keep theirs" sends. What belongs to those goes with them: the
 * place of a field that was made for it, and all that was deleted together with what now stays.
 */
export function keepTheirs(batch: Batch, conflicts: readonly Conflict[]): Batch {
  const dropped = batch.operations.filter((operation) => conflicts.some((one) => clashes(operation, one)));
  const orphans = new Set(dropped.flatMap((one) => (one.op === "add" ? idsIn(one.value) : [])));
  const staying = stayingWith(batch, dropped);
  const operations = batch.operations.filter(
    (one) => !dropped.includes(one) && !staying.has(one) && !(one.op === "add" && orphans.has(one.id)),
  );
  return { ...batch, operations };
}

/** Deletions that cannot go on when these are given up, and what took their objects out of lists. */
function stayingWith(batch: Batch, dropped: readonly Operation[]): ReadonlySet<Operation> {
  const links = new Map(batch.operations.map((one) => [one, linksOf(batch, one)]));
  const staying = new Set<Operation>(dropped.filter((one) => one.op === "remove"));
  const ids = new Set<string>();
  for (let before = -1; before < staying.size; ) {
    before = staying.size;
    for (const one of staying) for (const id of links.get(one) ?? []) ids.add(id);
    for (const [one, of] of links) if (of.some((id) => ids.has(id))) staying.add(one);
  }
  return staying;
}

/** The deleted objects that an operation is about: its own, and those it pointed to before. */
function linksOf(batch: Batch, operation: Operation): readonly string[] {
  const deleted = new Set(batch.operations.flatMap((one) => (one.op === "remove" ? [one.id] : [])));
  const back = batch.inverse.find((one) =>
    operation.op === "remove"
      ? one.op === "add" && one.id === operation.id
      : operation.op === "set" && one.op === "set" && one.id === operation.id && one.path === operation.path,
  );
  const before = back?.op === "add" || back?.op === "set" ? idsIn(back.value) : [];
  const own = operation.op === "remove" ? [operation.id] : [];
  return [...own, ...before].filter((id) => deleted.has(id));
}

/**
 * The batch that brings back what others deleted and then does what it did; `document` is what it stands on. Without
 * a deletion it stays as it is, and is sent again on what the others made.
 */
export function keepMine(batch: Batch, conflicts: readonly Conflict[], document: Definition): Batch {
  let at = document;
  const back: Operation[] = [];
  for (const operation of conflicts.flatMap((one) => one.restore ?? [])) {
    try {
      at = apply(at, [operation]).document;
      back.push(operation);
    } catch (error) {
      // Already back, by this batch or by somebody else.
      if (!(error instanceof OperationRefused)) throw error;
    }
  }
  if (back.length === 0) return batch;
  return { ...batch, kind: "edit", target: null, operations: [...back, ...batch.operations] };
}

export function clashes(operation: Operation, conflict: Conflict): boolean {
  const id = "id" in operation ? (operation.id ?? "") : "";
  if (operation.in !== conflict.in || id !== conflict.id) return false;
  if (operation.op === "set") return conflict.path === "" || conflict.path === operation.path;
  if (operation.op === "move") return ["", "order", "page", "parent"].includes(conflict.path);
  return true;
}

/**
 * Two people who each added to the same list of fields do not disagree: the union keeps both.
 * Null when a conflict is about anything else.
 */
export function mergedLists(batch: Batch, conflicts: readonly Conflict[], before: Definition): Batch | null {
  const merged = new Map<Operation, Json>();
  for (const conflict of conflicts) {
    const operation = batch.operations.find((one) => clashes(one, conflict));
    if (operation?.op !== "set" || operation.in !== "nodes") return null;
    const base = listAt(before.nodes[operation.id ?? ""]?.props, operation.path);
    const yours = list(operation.value);
    const theirs = list(conflict.theirs);
    if (!base || !yours || !theirs) return null;
    const removed = new Set(base.filter((one) => !yours.includes(one)));
    const added = yours.filter((one) => !base.includes(one) && !theirs.includes(one));
    merged.set(operation, [...theirs.filter((one) => !removed.has(one)), ...added]);
  }
  const operations = batch.operations.map((operation): Operation => {
    const value = merged.get(operation);
    return value === undefined || operation.op !== "set" ? operation : { ...operation, value };
  });
  return { ...batch, operations };
}

function listAt(props: Readonly<Record<string, Json>> | undefined, path: string): string[] | null {
  return list(props?.[path.replace(/^props\./, "")]);
}

function list(value: unknown): string[] | null {
  return Array.isArray(value) && value.every((one) => typeof one === "string") ? value : null;
}
