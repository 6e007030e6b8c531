import type { Json, Settings } from "./types";

/** Typed readers for settings and props, which makers write: a value of the wrong type counts as not set. */

export function text(settings: Settings, name: string): string {
  const value = settings[name];
  return typeof value === "string" ? value : "";
}

export function integer(settings: Settings, name: string, fallback: number): number {
  const value = settings[name];
  return typeof value === "number" && Number.isInteger(value) ? value : fallback;
}

export function flag(settings: Settings, name: string, fallback = false): boolean {
  const value = settings[name];
  return typeof value === "boolean" ? value : fallback;
}

/** A number setting as plain decimal text; null when not set. */
export function decimalText(settings: Settings, name: string): string | null {
  const value = settings[name];
  const written = typeof value === "number" || typeof value === "string" ? String(value) : "";
  return /^-?\d{1,30}(\.\d{1,15})?$/.test(written) ? written : null;
}

export function texts(settings: Settings, name: string): readonly string[] {
  const value = settings[name];
  return Array.isArray(value)
    ? value.filter((item): item is string => typeof item === "string" && item !== "")
    : [];
}

export interface Choice {
  readonly key: string;
  readonly label: string;
}

/** The options of a choice, in their order; a later double replaces the label of the first, as on the server. */
export function choices(settings: Settings): readonly Choice[] {
  const value = settings.options;
  if (!Array.isArray(value)) {
    return [];
  }
  const labels = new Map<string, string>();
  for (const item of value) {
    if (isRecord(item) && typeof item.key === "string") {
      labels.set(item.key, typeof item.label === "string" ? item.label : item.key);
    }
  }
  return [...labels].map(([key, label]) => ({ key, label }));
}

export function isRecord(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The heading element for a maker's `level`: never above what fits here, never more than one below. */
export function headingLevel(props: Settings, fitting: 2 | 3 | 4): "h2" | "h3" | "h4" | "h5" {
  const wished = integer(props, "level", fitting);
  const level = Math.min(Math.max(wished, fitting), fitting + 1);
  return level === 2 ? "h2" : level === 3 ? "h3" : level === 4 ? "h4" : "h5";
}
