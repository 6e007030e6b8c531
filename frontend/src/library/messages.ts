import templates from "../../../runtime/fieldtypes/messages.json";
import type { FieldKind, FieldProblem, FieldSpec } from "./types";

/**
 * The server's words for what is wrong with a value: one file, read by both sides. A label stands in them as it is, in
 * quotation marks: it may be a noun, a question or an order ("Describe other").
 */

const TEMPLATES: Readonly<Record<string, string>> = templates;

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
    label: field.label.trim().replace(/[:. ]+$/, ""),
  };
  return { code, message: template.replace(/\{(\w+)\}/g, (whole, name: string) => words[name] ?? whole) };
}
