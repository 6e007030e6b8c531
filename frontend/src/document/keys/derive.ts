import { RESERVED } from "@/document/keys/reserved";

export const MAX_KEY = 39;

const LETTERS: Readonly<Record<string, string>> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  đ: "d",
  ł: "l",
  þ: "th",
  ð: "d",
  ı: "i",
};

/** "Cost (EUR)" -> "cost_eur", "Order" -> "order_field"; a label without Latin letters gives the fallback. */
export function keyFromLabel(
  label: string,
  fallback = "field",
  reserved: ReadonlySet<string> = RESERVED,
): string {
  const plain = label
    .toLowerCase()
    .replace(/[ßæœøđłþðı]/g, (letter) => LETTERS[letter] ?? "")
    .normalize("NFKD")
    .replace(/\p{M}/gu, "");
  const words = plain.match(/[a-z0-9]+/g) ?? [];
  const joined = trimmed(words.join("_").slice(0, MAX_KEY)) || fallback;
  const key = /^[a-z]/.test(joined) ? joined : trimmed(`${fallback}_${joined}`.slice(0, MAX_KEY));
  return reserved.has(key) ? `${key.slice(0, MAX_KEY - 6)}_field` : key;
}

/** The key itself, or the first of `key_2`, `key_3` … that is free. */
export function uniqueKey(wanted: string, taken: Iterable<string>): string {
  const used = new Set(taken);
  const key = trimmed(wanted.slice(0, MAX_KEY));
  if (!used.has(key)) return key;
  for (let number = 2; ; number += 1) {
    const suffix = `_${number}`;
    const next = trimmed(key.slice(0, MAX_KEY - suffix.length)) + suffix;
    if (!used.has(next)) return next;
  }
}

function trimmed(words: string): string {
  return words.replace(/^_+|_+$/g, "");
}
