import type { Definition } from "@/document/types";

const STRING = /'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"/g;
const NAME = /(?<![.\w])[a-z_][a-z0-9_]*\b(?!\s*\()/gi;

/** Field keys an expression's text reads; words inside quoted text do not count. */
export function keysIn(source: string): Set<string> {
  return new Set(source.replace(STRING, "''").match(NAME) ?? []);
}

/** Ids of the rules whose condition reads one of these keys. */
export function rulesUsing(document: Definition, keys: ReadonlySet<string>): string[] {
  return Object.entries(document.rules)
    .filter(([, rule]) => [...keysIn(rule.when)].some((key) => keys.has(key)))
    .map(([id]) => id);
}
