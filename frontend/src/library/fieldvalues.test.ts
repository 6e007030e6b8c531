import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { fieldKind } from "./fieldKinds";
import { problem } from "./messages";
import type { Json, Settings } from "./types";

interface ValueCase {
  readonly kind: string;
  readonly label: string;
  readonly settings: Settings;
  readonly value: Json;
  readonly ok?: Json;
  readonly error?: { readonly code: string; readonly message: string };
}

interface AskCase {
  readonly kind: string;
  readonly label: string;
  readonly message: string;
}

interface Vectors {
  readonly values: readonly ValueCase[];
  readonly required: readonly AskCase[];
  readonly hidden: readonly AskCase[];
}

/** The same file runs against runtime/fieldtypes on the server. Read as text: a bundler refuses half a surrogate. */
const vectors: Vectors = JSON.parse(readFileSync("../tests/vectors/fieldvalues.json", "utf8"));
const kinds = [...new Set(vectors.values.map((one) => one.kind))];

function outcome({ kind, label, settings, value }: ValueCase) {
  const known = fieldKind(kind);
  const cleaned = known?.clean(value, settings);
  if (!known || !cleaned) {
    return { missing: kind };
  }
  return "ok" in cleaned
    ? { ok: cleaned.ok }
    : { error: problem({ label }, known.ask, cleaned.error.code, cleaned.error.params) };
}

describe("every kind cleans and refuses a value as the server does, in the same words", () => {
  for (const kind of kinds) {
    it(kind, () => {
      const differences = vectors.values
        .filter((one) => one.kind === kind)
        .map((one) => ({
          one,
          got: outcome(one),
          wanted: one.error ? { error: one.error } : { ok: one.ok ?? null },
        }))
        .filter(({ got, wanted }) => JSON.stringify(got) !== JSON.stringify(wanted));
      expect(differences).toEqual([]);
    });
  }
});

it.each(["required", "hidden"] as const)("says %s in the words of the server", (code) => {
  expect(vectors[code].length).toBeGreaterThan(3);
  for (const { kind, label, message } of vectors[code]) {
    const ask = fieldKind(kind)?.ask ?? "enter";
    expect(problem({ label }, ask, code).message).toBe(message);
  }
});
