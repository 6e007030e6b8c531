import type { Collection, Definition, Json } from "@/document/types";

/** The document with one object of a collection replaced, or left out when `value` is undefined. */
export function put(
  document: Definition,
  collection: Collection,
  id: string,
  value: Json | undefined,
): Definition {
  const before = document[collection] as Readonly<Record<string, unknown>>;
  const next: Record<string, unknown> = { ...before };
  if (value === undefined) delete next[id];
  else next[id] = value;
  return { ...document, [collection]: next } as Definition;
}

/** The object as plain JSON, or undefined. */
export function objectOf(
  document: Definition,
  collection: Collection,
  id: string,
): { readonly [key: string]: Json } | undefined {
  const all = document[collection] as unknown as Readonly<Record<string, { readonly [key: string]: Json }>>;
  return Object.hasOwn(all, id) ? all[id] : undefined;
}
