/** The wizard's pure part: which choices a sheet starts with, and what stands in the way of creating the app. */
import type { ColumnChoice, ColumnPlan, PersonalGuess, Sensitivity, SheetPlan } from "./types";
import { words } from "./words";

export function firstChoice(column: ColumnPlan): ColumnChoice {
  const guess = column.personal ?? null;
  return {
    key: column.key,
    label: column.label,
    kind: column.kind,
    include: column.include,
    required: !column.nullable && column.bad_count === 0,
    sensitivity: guess ? classOf(guess) : "internal",
    personal: guess !== null,
    purpose: "",
  };
}

const classOf = (guess: PersonalGuess | null): Sensitivity =>
  guess?.is_special ? "special" : "confidential";
const CAREFUL: readonly Sensitivity[] = ["confidential", "special"];

/** Marking a column as personal raises its class to what the checks ask for; taking the mark off takes that back. */
export function markPersonal(
  choice: ColumnChoice,
  personal: boolean,
  guess: PersonalGuess | null,
): Pick<ColumnChoice, "personal" | "sensitivity"> {
  const raised = classOf(guess);
  if (personal) {
    return { personal, sensitivity: CAREFUL.includes(choice.sensitivity) ? choice.sensitivity : raised };
  }
  return { personal, sensitivity: choice.sensitivity === raised ? "internal" : choice.sensitivity };
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

const NUMBER = /^(-?\d+)(?:\.(\d+))?( \S+)?$/;

/** Numbers of one column with the same places, so that their points stand below each other; other texts as they are. */
export function aligned(texts: readonly string[]): readonly string[] {
  const found = texts.map((text) => NUMBER.exec(text));
  const places = Math.max(0, ...found.map((match) => match?.[2]?.length ?? 0));
  if (places === 0) return texts;
  return texts.map((text, index) => {
    const match = found[index];
    return match ? `${match[1]}.${(match[2] ?? "").padEnd(places, "0")}${match[3] ?? ""}` : text;
  });
}
