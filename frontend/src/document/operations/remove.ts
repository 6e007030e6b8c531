import { objectOf, put } from "@/document/operations/put";
import { OperationRefused } from "@/document/operations/refused";
import type { Definition, Operation, RemoveOperation } from "@/document/types";

/** Removes one object. Dependants stay: the command names them in the same batch. */
export function remove(
  document: Definition,
  operation: RemoveOperation,
): { document: Definition; inverse: Operation } {
  const { in: collection, id } = operation;
  const value = objectOf(document, collection, id);
  if (!value) throw new OperationRefused("not-found", `${id} is not in ${collection}.`);
  return {
    document: put(document, collection, id, undefined),
    inverse: { op: "add", in: collection, id, value },
  };
}
