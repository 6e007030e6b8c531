import type { Collection, Definition, Edit, Json } from "@/document/types";

/** Sets one property; undefined puts it back to its default. */
export function setProperty(
  document: Definition,
  target: { readonly in: Collection | "app"; readonly id?: string },
  path: string,
  value: Json | undefined,
  label: string,
): Edit {
  const before = valueAt(document, target, path);
  const same = JSON.stringify(before) === JSON.stringify(value);
  if (same) return { label, operations: [] };
  const stem = { op: "set" as const, in: target.in, ...(target.id ? { id: target.id } : {}), path };
  return { label, operations: [value === undefined ? stem : { ...stem, value }] };
}

/** The value a path names, undefined when it is not set. */
export function valueAt(
  document: Definition,
  target: { readonly in: Collection | "app"; readonly id?: string },
  path: string,
): Json | undefined {
  const owner: unknown = target.in === "app" ? document.app : document[target.in][target.id ?? ""];
  let at: unknown = owner;
  for (const name of path.split(".")) {
    if (at === null || typeof at !== "object" || !Object.hasOwn(at, name)) return undefined;
    at = (at as Record<string, unknown>)[name];
  }
  return at as Json;
}
