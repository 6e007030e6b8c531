import { objectOf, put } from "@/document/operations/put";
import { OperationRefused } from "@/document/operations/refused";
import type { Definition, Json, Operation, SetOperation } from "@/document/types";

type JsonObject = { readonly [key: string]: Json };

const PATH = /^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)?$/;
const PLACE = new Set(["order", "page", "parent"]);

/** Sets one property, or deletes it when the operation carries no value. */
export function set(
  document: Definition,
  operation: SetOperation,
): { document: Definition; inverse: Operation } {
  const { path } = operation;
  if (typeof path !== "string" || !PATH.test(path)) {
    throw new OperationRefused("bad-path", `${String(path)} does not name a property.`);
  }
  if (operation.in !== "app" && PLACE.has(path)) {
    throw new OperationRefused("use-move", "A place is changed by move, not by set.");
  }
  const owner = ownerOf(document, operation);
  const [head = "", tail] = path.split(".");
  const target = tail === undefined ? owner : innerOf(owner, head);
  const name = tail ?? head;
  const had = Object.hasOwn(target, name);
  const deletes = operation.value === undefined;
  if (deletes && !had) throw new OperationRefused("bad-path", `There is no ${path} to delete.`);
  const changed = changedCopy(target, name, operation.value);
  const next = tail === undefined ? changed : { ...owner, [head]: changed };
  return { document: written(document, operation, next), inverse: inverseOf(operation, had, target[name]) };
}

function ownerOf(document: Definition, operation: SetOperation): JsonObject {
  if (operation.in === "app") return document.app as unknown as JsonObject;
  const owner = objectOf(document, operation.in, operation.id ?? "");
  if (!owner) throw new OperationRefused("not-found", `${operation.id} is not in ${operation.in}.`);
  return owner;
}

function innerOf(owner: JsonObject, head: string): JsonObject {
  const inner = owner[head];
  const open = head === "settings" || head === "props";
  if (!open || inner === null || typeof inner !== "object" || Array.isArray(inner)) {
    throw new OperationRefused("bad-path", `${head} holds no properties.`);
  }
  return inner as JsonObject;
}

function changedCopy(target: JsonObject, name: string, value: Json | undefined): JsonObject {
  const copy: Record<string, Json> = { ...target };
  if (value === undefined) delete copy[name];
  else copy[name] = value;
  return copy;
}

function written(document: Definition, operation: SetOperation, next: JsonObject): Definition {
  if (operation.in === "app") return { ...document, app: next as unknown as Definition["app"] };
  return put(document, operation.in, operation.id ?? "", next);
}

function inverseOf(operation: SetOperation, had: boolean, old: Json | undefined): Operation {
  const { value: _, ...rest } = operation;
  return had && old !== undefined ? { ...rest, value: old } : rest;
}
