import type { FieldKind, Json } from "./types";

/** Shows a stored text as it is. */
export const showText: FieldKind["show"] = (value) => (typeof value === "string" ? value : "");

/** Picks one of several samples, so that rows of a preview differ. */
export const pick = (samples: readonly string[], index: number): Json =>
  samples[index % samples.length] ?? null;
