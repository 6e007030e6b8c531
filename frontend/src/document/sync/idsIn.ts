import type { Json } from "@/document/types";

const ID = /^(?:ent|fld|pag|nod|rul|rol|gra|txt)_[0-9a-z]{2,26}$/;

/** The objects a value points to: every text in it that is an id as a whole. */
export function idsIn(value: Json | undefined): readonly string[] {
  if (typeof value === "string") return ID.test(value) ? [value] : [];
  if (value === null || typeof value !== "object") return [];
  return Object.values(value).flatMap((one: Json) => idsIn(one));
}
