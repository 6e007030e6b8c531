import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { inSentence } from "./inSentence";

const file = new URL("../../../tests/vectors/in_sentence.json", import.meta.url);
const cases: readonly (readonly [string, string])[] = JSON.parse(readFileSync(file, "utf8"));

it.each(cases)("“%s” is “%s” inside a sentence", (label, said) => {
  expect(inSentence(label)).toBe(said);
});
