/**
 * The quick add line: `Label[: type or option, option] [*|?]`.
 *
 * `*` says required, which is the default; `?` says optional. A question sentence ("Do you agree?") keeps its
 * question mark, because it belongs to the words; a `?` of its own still makes it optional.
 */
import type { Catalogue } from "@/document/catalogue";
import { keyFromLabel, uniqueKey } from "@/document/keys/derive";
import { guess } from "@/document/quickadd/guess";
import { kindNamed } from "@/document/quickadd/names";
import type { Json } from "@/document/types";

export interface QuickField {
  readonly label: string;
  readonly kind: string;
  readonly required: boolean;
  readonly settings: Readonly<Record<string, Json>>;
  /** Kinds to offer instead, best first; the chosen one is not among them. */
  readonly alternatives: readonly string[];
  /** Why this kind, for the chip. */
  readonly because: "named" | "options" | "guessed" | "default";
}

const QUESTION =
  /^(do|does|did|is|are|was|were|will|would|can|could|have|has|should|may|what|when|where|which|who|why|how)\b/i;
const FEW = 7;

export function parseLine(line: string, catalogue: Catalogue): QuickField | null {
  const { words, required } = mark(line.trim());
  const colon = words.indexOf(":");
  const label = (colon < 0 ? words : words.slice(0, colon)).trim().replace(/\s+/g, " ").slice(0, 200);
  if (label === "") return null;
  const rest = colon < 0 ? "" : words.slice(colon + 1).trim();
  const guessed = guess(label, catalogue);
  if (rest === "") {
    const kind = guessed[0] ?? "text";
    return {
      label,
      kind,
      required,
      settings: startSettings(kind, []),
      alternatives: alternativesTo(kind, guessed, catalogue),
      because: guessed.length > 0 ? "guessed" : "default",
    };
  }
  return told(label, rest, { required, guessed, catalogue });
}

/** One question per line; empty lines and the bullets of a pasted list are dropped. */
export function parseLines(text: string, catalogue: Catalogue): QuickField[] {
  return text
    .split(/\r\n|\r|\n/)
    .map((line) => line.replace(/^\s*(?:[-•*–]|\d+[.)])\s+/, ""))
    .map((line) => parseLine(line, catalogue))
    .filter((field) => field !== null);
}

/** The same question as another kind. */
export function asKind(field: QuickField, kind: string, catalogue: Catalogue): QuickField {
  const options = Array.isArray(field.settings.options) ? field.settings.options : [];
  const pool = [field.kind, ...field.alternatives];
  return {
    ...field,
    kind,
    settings: startSettings(kind, options),
    alternatives: alternativesTo(kind, pool, catalogue),
    because: "named",
  };
}

function mark(line: string): { words: string; required: boolean } {
  if (/\*\s*$/.test(line)) return { words: line.replace(/\s*\*\s*$/, ""), required: true };
  if (!/\?\s*$/.test(line)) return { words: line, required: true };
  const separate = /\s\?\s*$/.test(line) || /\?\?\s*$/.test(line);
  const isSentence = QUESTION.test(line) && line.trim().includes(" ") && !line.includes(":");
  if (isSentence && !separate) return { words: line, required: true };
  return { words: line.replace(/\s*\?\s*$/, ""), required: false };
}

function told(
  label: string,
  rest: string,
  known: { required: boolean; guessed: readonly string[]; catalogue: Catalogue },
): QuickField {
  const parts = rest
    .split(/[,;]/)
    .map((part) => part.trim())
    .filter((part) => part !== "");
  const named = kindNamed(parts[0] ?? "", known.catalogue);
  const words = named ? parts.slice(1) : parts;
  const kind = named ?? (words.length > FEW ? "select" : "choice");
  return {
    label,
    kind,
    required: known.required,
    settings: startSettings(kind, optionsOf(words)),
    alternatives: alternativesTo(
      kind,
      named ? known.guessed : ["choice", "select", "choices"],
      known.catalogue,
    ),
    because: named ? "named" : "options",
  };
}

function optionsOf(words: readonly string[]): Json[] {
  const taken: string[] = [];
  return words.map((label) => {
    const key = uniqueKey(keyFromLabel(label, "option", new Set()), taken);
    taken.push(key);
    return { key, label };
  });
}

function startSettings(kind: string, options: readonly Json[]): Record<string, Json> {
  if (!["choice", "select", "choices"].includes(kind)) return {};
  if (options.length > 0) return { options };
  return { options: [1, 2].map((number) => ({ key: `option_${number}`, label: `Option ${number}` })) };
}

const USUAL = ["text", "textarea", "choice", "number", "date", "yesno"];

function alternativesTo(kind: string, pool: readonly string[], catalogue: Catalogue): string[] {
  const all = [...new Set([...pool, ...USUAL])];
  return all.filter((one) => one !== kind && catalogue.byKind.has(one)).slice(0, 6);
}
