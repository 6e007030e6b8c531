import templates from "../../../runtime/fieldtypes/messages.json";
import type { FieldKind, FieldProblem, FieldSpec } from "./types";

/** The server's words for what is wrong with a value: one file, read by both sides. */

const TEMPLATES: Readonly<Record<string, string>> = templates;
const ARTICLE = /^(?:the|a|an|your|my|our|this|these|all)\b/i;

const isUpper = (letter: string): boolean => letter !== letter.toLowerCase();

/** The label inside a sentence: "Amount" is "the amount", "VAT number" is "the VAT number". */
export function nameInSentence(label: string): string {
  const bare = label.trim().replace(/[?:. ]+$/, "");
  const [first = "", second = "", ...rest] = [...bare];
  const lowered = isUpper(first) && !isUpper(second) ? first.toLowerCase() + second + rest.join("") : bare;
  return ARTICLE.test(lowered) ? lowered : `the ${lowered}`;
}

/** The problem `code` of `field` in words. Unknown codes read as the general sentence. */
export function problem(
  field: Pick<FieldSpec, "label">,
  ask: FieldKind["ask"],
  code: string,
  params: Readonly<Record<string, string>> = {},
): FieldProblem {
  const asksQuestion = field.label.trimEnd().endsWith("?");
  const template =
    (asksQuestion ? TEMPLATES[`${code}.question`] : undefined) ??
    TEMPLATES[`${code}.${ask}`] ??
    TEMPLATES[code] ??
    TEMPLATES["wrong-type"] ??
    "";
  const words: Readonly<Record<string, string>> = {
    ...params,
    label: field.label.trim(),
    name: nameInSentence(field.label),
  };
  return { code, message: template.replace(/\{(\w+)\}/g, (whole, name: string) => words[name] ?? whole) };
}
