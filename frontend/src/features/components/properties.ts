import type { Json } from "@/library/types";
import type { Property } from "./types";
import { words } from "./words";

/** What a property may be, in words: its choices, or its type with its limits. */
export function valuesOf(property: Property): string {
  if (property.enum) return property.enum.map((value) => wordOf(property, value)).join(", ");
  const type = typesOf(property).map((name) => words.types[name] ?? name);
  return [type.join(" / "), limitsOf(property)].filter(Boolean).join(", ");
}

/** What holds when nobody sets it. */
export function standardOf(property: Property): string {
  const value = property.default;
  if (value === undefined || value === null) return words.unset;
  return wordOf(property, value);
}

/** Exact numbers may be written as text; to a person they are numbers. */
function typesOf(property: Property): readonly string[] {
  const type = property.type ?? [];
  const names = (typeof type === "string" ? [type] : type).filter((name) => name !== "null");
  return names.includes("number") ? ["number"] : names;
}

function limitsOf({ minimum, maximum, maxLength }: Property): string {
  if (minimum !== undefined && maximum !== undefined) return words.between(minimum, maximum);
  if (minimum !== undefined) return words.atLeast(minimum);
  if (maximum !== undefined) return words.atMost(maximum);
  return maxLength === undefined ? "" : words.upToLetters(maxLength);
}

function wordOf(property: Property, value: Json): string {
  const named = property["x-labels"]?.[String(value)];
  if (named) return named;
  if (typeof value === "boolean") return value ? words.yes : words.no;
  if (value === "" || (Array.isArray(value) && value.length === 0)) return words.empty;
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
