import { objectOf, put } from "@/document/operations/put";
import { OperationRefused } from "@/document/operations/refused";
import type { AddOperation, Collection, Definition, Operation } from "@/document/types";

const PREFIX: Record<Collection, string> = {
  entities: "ent",
  fields: "fld",
  pages: "pag",
  nodes: "nod",
  rules: "rul",
  roles: "rol",
  grants: "gra",
  texts: "txt",
};

export function isObjectId(collection: Collection, id: unknown): id is string {
  return typeof id === "string" && new RegExp(`^${PREFIX[collection]}_[0-9a-z]{2,26}$`).test(id);
}

/** Adds one object under a new id. */
export function add(
  document: Definition,
  operation: AddOperation,
): { document: Definition; inverse: Operation } {
  const { in: collection, id, value } = operation;
  if (!isObjectId(collection, id))
    throw new OperationRefused("bad-id", `${String(id)} is not an id of ${collection}.`);
  if (value === null || typeof value !== "object" || Array.isArray(value)) {
    throw new OperationRefused("bad-value", "An object of the document is a JSON object.");
  }
  if (objectOf(document, collection, id)) throw new OperationRefused("id-taken", `${id} is already there.`);
  return { document: put(document, collection, id, value), inverse: { op: "remove", in: collection, id } };
}
