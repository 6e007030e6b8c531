import type { Catalogue } from "@/document/catalogue";

/**
 * Kinds the label's words suggest, best first. The longest phrase wins; between equals the one nearest to the end,
 * where English puts the noun that matters ("Email date" is a date).
 */
export function guess(label: string, catalogue: Catalogue): string[] {
  const words = ` ${plain(label)} `;
  const found: { kind: string; length: number; at: number }[] = [];
  for (const manifest of catalogue.components) {
    if (!manifest.field || manifest.status !== "active") continue;
    let best: { kind: string; length: number; at: number } | null = null;
    for (const phrase of manifest.guess) {
      const at = matchAt(words, plain(phrase));
      if (at < 0 || (best && best.length >= phrase.length)) continue;
      best = { kind: manifest.kind, length: phrase.length, at };
    }
    if (best) found.push(best);
  }
  const wordCount = (one: { length: number; at: number }) =>
    words.slice(one.at + 1, one.at + 1 + one.length).split(" ").length;
  return found
    .sort((a, b) => wordCount(b) - wordCount(a) || b.at - a.at || b.length - a.length)
    .map((one) => one.kind);
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[^\p{L}\p{N}%]+/gu, " ")
    .trim();
}

/** Where the phrase stands as whole words; a plural "s" at its end is forgiven. */
function matchAt(words: string, phrase: string): number {
  if (phrase === "") return -1;
  const exact = words.lastIndexOf(` ${phrase} `);
  return exact >= 0 ? exact : words.lastIndexOf(` ${phrase}s `);
}
