import type { Batch, Conflict } from "@/document/sync/batch";
import type { Definition, Json, Operation } from "@/document/types";

/** The batch without the operations that clash: what "Keep theirs" sends. */
export function keepTheirs(batch: Batch, conflicts: readonly Conflict[]): Batch {
  const operations = batch.operations.filter(
    (operation) => !conflicts.some((one) => clashes(operation, one)),
  );
  return { ...batch, operations };
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
