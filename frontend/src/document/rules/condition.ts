/** A condition as people build it: comparisons joined by all or any, two levels deep. */

export interface Comparison {
  readonly kind: "comparison";
  readonly field: string;
  readonly operator: Operator;
  /** Expression values as people typed them: an option key, a number, a date; null while nothing is chosen. */
  readonly value: string | null;
}

export interface Group {
  readonly kind: "group";
  readonly join: "all" | "any";
  readonly parts: readonly (Comparison | Group)[];
}

export type Operator =
  | "is"
  | "is_not"
  | "more"
  | "at_least"
  | "less"
  | "at_most"
  | "contains"
  | "not_contains"
  | "starts"
  | "is_true"
  | "is_false"
  | "is_empty"
  | "is_not_empty";

export const NEEDS_NO_VALUE: ReadonlySet<Operator> = new Set([
  "is_true",
  "is_false",
  "is_empty",
  "is_not_empty",
]);

/** The shape of a field's values, as far as operators care. */
export type Shape =
  | "text"
  | "number"
  | "date"
  | "bool"
  | "option"
  | "options"
  | "reference"
  | "files"
  | "time";

const SHAPES: Readonly<Record<string, Shape>> = {
  number: "number",
  money: "number",
  percent: "number",
  rating: "number",
  calc: "number",
  date: "date",
  datetime: "date",
  time: "time",
  yesno: "bool",
  confirm: "bool",
  choice: "option",
  select: "option",
  choices: "options",
  record: "reference",
  person: "reference",
  file: "files",
};

export function shapeOf(kind: string): Shape {
  return SHAPES[kind] ?? "text";
}

const FILLED: readonly Operator[] = ["is_not_empty", "is_empty"];
const ORDERED: readonly Operator[] = ["more", "at_least", "less", "at_most"];

const OPERATORS: Readonly<Record<Shape, readonly Operator[]>> = {
  text: ["is", "is_not", "contains", "starts", ...FILLED],
  number: ["is", "is_not", ...ORDERED, ...FILLED],
  date: ["is", "less", "more", "at_least", "at_most", ...FILLED],
  time: ["is", "is_not", ...FILLED],
  bool: ["is_true", "is_false", ...FILLED],
  option: ["is", "is_not", ...FILLED],
  options: ["contains", "not_contains", ...FILLED],
  reference: FILLED,
  files: FILLED,
};

export function operatorsFor(kind: string): readonly Operator[] {
  return OPERATORS[shapeOf(kind)];
}

const WORDS: Readonly<Record<Operator, string>> = {
  is: "is",
  is_not: "is not",
  more: "is more than",
  at_least: "is at least",
  less: "is less than",
  at_most: "is at most",
  contains: "contains",
  not_contains: "does not contain",
  starts: "starts with",
  is_true: "is yes",
  is_false: "is no",
  is_empty: "is empty",
  is_not_empty: "is filled in",
};
const DATE_WORDS: Partial<Readonly<Record<Operator, string>>> = {
  less: "is before",
  more: "is after",
  at_least: "is on or after",
  at_most: "is on or before",
};

export function operatorWords(operator: Operator, kind: string): string {
  return (shapeOf(kind) === "date" ? DATE_WORDS[operator] : undefined) ?? WORDS[operator];
}
