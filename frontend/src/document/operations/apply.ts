import { add } from "@/document/operations/add";
import { move } from "@/document/operations/move";
import { OperationRefused } from "@/document/operations/refused";
import { remove } from "@/document/operations/remove";
import { set } from "@/document/operations/set";
import { COLLECTIONS, type Collection, type Definition, type Operation } from "@/document/types";

export const MAX_BATCH = 2000;

export interface Applied {
  readonly document: Definition;
  /** Already in the order in which it undoes the batch. */
  readonly inverse: readonly Operation[];
}

/** Applies a batch as one: all of it, or OperationRefused with the index of the first that does not fit. */
export function apply(document: Definition, operations: readonly Operation[]): Applied {
  if (operations.length > MAX_BATCH)
    throw new OperationRefused("too-many", "A batch holds 2,000 operations.");
  let next = document;
  const inverse: Operation[] = [];
  operations.forEach((operation, index) => {
    try {
      const step = applyOne(next, operation);
      next = step.document;
      inverse.unshift(step.inverse);
    } catch (error) {
      if (error instanceof OperationRefused) error.index = index;
      throw error;
    }
  });
  return { document: next, inverse };
}

function applyOne(document: Definition, operation: Operation): { document: Definition; inverse: Operation } {
  const known = operation.in === "app" ? operation.op === "set" : isCollection(operation.in);
  if (!known)
    throw new OperationRefused("unknown-collection", `There is no collection ${String(operation.in)}.`);
  switch (operation.op) {
    case "add":
      return add(document, operation);
    case "remove":
      return remove(document, operation);
    case "set":
      return set(document, operation);
    case "move":
      return move(document, operation);
    default:
      throw new OperationRefused("bad-operation", "An operation is add, remove, set or move.");
  }
}

function isCollection(name: unknown): name is Collection {
  return COLLECTIONS.includes(name as Collection);
}
