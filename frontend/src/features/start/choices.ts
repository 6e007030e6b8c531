/** The wizard's pure part: which choices a sheet starts with, and what stands in the way of creating the app. */
import type { ColumnChoice, ColumnPlan, SheetPlan } from "./types";
import { words } from "./words";

/** Kinds that are personal data more often than not; the person confirms or corrects it. */
const PERSONAL_KINDS = new Set(["email", "phone"]);

/** Words in a heading that speak of a person, alone or before "name". */
const PERSONAL_WORDS = new Set(
  "surname lastname firstname birthday birth birthdate dob address phone mobile email gender sex salary wage passport iban ssn nationality religion ethnicity ethnic descent health diagnosis disability".split(
    " ",
  ),
);
const NAME_OF = new Set("first last full middle family given maiden lst frst mid employee person".split(" "));
const NAME = new Set(["name", "names", "nm"]);

/** Whether a heading such as "LAST_NM" or "Date of birth" speaks of a person. */
export function soundsPersonal(label: string): boolean {
  const words = label.toLowerCase().split(/[^\p{L}]+/u);
  return words.some(
    (word, index) =>
      PERSONAL_WORDS.has(word) || (NAME.has(word) && index > 0 && NAME_OF.has(words[index - 1] ?? "")),
  );
}

export function firstChoice(column: ColumnPlan): ColumnChoice {
  return {
    key: column.key,
    label: column.label,
    kind: column.kind,
    include: column.include,
    required: !column.nullable && column.bad_count === 0,
    sensitivity: "internal",
    personal: PERSONAL_KINDS.has(column.kind) || soundsPersonal(column.label),
    purpose: "",
  };
}

/** Choices for a sheet that keep what the person already decided about columns that are still there. */
export function choicesFor(sheet: SheetPlan, earlier: readonly ColumnChoice[]): readonly ColumnChoice[] {
  const kept = new Map(earlier.map((choice) => [choice.key, choice]));
  return sheet.columns.map((column) => kept.get(column.key) ?? firstChoice(column));
}

/** "expenses 2024 (final).xlsx" -> "Expenses 2024 (final)". */
export function titleFrom(name: string): string {
  const bare = name
    .replace(/\.gz$/i, "")
    .replace(/\.[a-z0-9]{1,5}$/i, "")
    .replaceAll(/[_-]+/g, " ")
    .trim();
  return bare ? bare[0]?.toUpperCase() + bare.slice(1, 80) : "";
}

/** Why the app cannot be created yet, in words; null when it can. */
export function obstacle(title: string, choices: readonly ColumnChoice[]): string | null {
  if (!title.trim()) return words.nameMissing;
  return choices.some((choice) => choice.include) ? null : words.noColumns;
}

/** A preview value as people will see it: a choice by its label, not by its key. */
export function shown(value: unknown, column?: Pick<ColumnPlan, "options">): string {
  if (value === null || value === undefined) return "";
  const option = column?.options.find((one) => one.key === value);
  if (option) return option.label;
  if (typeof value === "boolean") return value ? "Yes" : "No";
  if (typeof value === "object" && "amount" in value && "currency" in value) {
    return `${value.amount} ${value.currency}`.trim();
  }
  return String(value);
}
