import { type Comparison, type Group, NEEDS_NO_VALUE, type Shape, shapeOf } from "@/document/rules/condition";

/** Kinds of the fields a condition may read, by key. */
export type Kinds = ReadonlyMap<string, string>;

/** The expression's source text, or null while a comparison is not complete. */
export function toText(part: Comparison | Group, kinds: Kinds): string | null {
  if (part.kind === "comparison") return comparisonText(part, kinds);
  const texts = part.parts.map((one) => toText(one, kinds));
  if (texts.length === 0 || texts.includes(null)) return null;
  const sign = part.join === "all" ? " && " : " || ";
  const isNested = (one: Comparison | Group) => one.kind === "group" && one.parts.length > 1;
  return part.parts.map((one, index) => (isNested(one) ? `(${texts[index]})` : texts[index])).join(sign);
}

function comparisonText(part: Comparison, kinds: Kinds): string | null {
  const kind = kinds.get(part.field);
  if (!kind) return null;
  const { field, operator } = part;
  const shape = shapeOf(kind);
  if (NEEDS_NO_VALUE.has(operator)) return valueless(field, operator);
  if (part.value === null || part.value === "") return null;
  const value = literal(part.value, shape, kind);
  if (value === null) return null;
  switch (operator) {
    case "is":
      return `${field} == ${value}`;
    case "is_not":
      return `${field} != ${value}`;
    case "more":
      return `${field} > ${value}`;
    case "at_least":
      return `${field} >= ${value}`;
    case "less":
      return `${field} < ${value}`;
    case "at_most":
      return `${field} <= ${value}`;
    case "contains":
      return shape === "options" ? `${value} in ${field}` : `${field}.contains(${value})`;
    case "not_contains":
      return `!(${value} in ${field})`;
    case "starts":
      return `${field}.startsWith(${value})`;
    default:
      return null;
  }
}

function valueless(field: string, operator: Comparison["operator"]): string {
  switch (operator) {
    case "is_true":
      return `${field} == true`;
    case "is_false":
      return `${field} == false`;
    case "is_empty":
      return `isEmpty(${field})`;
    default:
      return `!isEmpty(${field})`;
  }
}

/** A literal of the expression language; null when the text is not one of that shape. */
export function literal(value: string, shape: Shape, kind: string): string | null {
  if (shape === "number") {
    const plain = value.trim().replace(",", ".");
    return /^-?\d+(\.\d+)?$/.test(plain) ? plain : null;
  }
  if (shape === "date") {
    if (!/^\d{4}-\d{2}-\d{2}/.test(value)) return null;
    return kind === "datetime" ? `datetime(${quoted(value)})` : `date(${quoted(value)})`;
  }
  return quoted(value);
}

export function quoted(text: string): string {
  return `'${text.replace(/\\/g, "\\\\").replace(/'/g, "\\'").replace(/\n/g, "\\n")}'`;
}
