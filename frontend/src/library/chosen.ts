import { cleanText, ok, refuse } from "./clean";
import { choices, flag } from "./read";
import type { Cleaned, FieldKind, FieldSpec, Json, Settings } from "./types";

/** What choice and select share. Mirrors runtime/fieldtypes/choice.py. */

export const LONGEST_OTHER = 200;

export function cleanChoice(value: Json, settings: Settings): Cleaned {
  if (value === null || value === "") {
    return ok(null);
  }
  if (typeof value === "string" && choices(settings).some((option) => option.key === value)) {
    return ok(value);
  }
  return flag(settings, "other") ? cleanText(value, LONGEST_OTHER) : refuse("option");
}

export const showChoice: FieldKind["show"] = (value, field) => labelOf(value, field.settings);

/** The label of an option; an own answer reads as it was typed. */
export function labelOf(value: Json, settings: Settings): string {
  const found = choices(settings).find((option) => option.key === value);
  return found?.label ?? (typeof value === "string" ? value : "");
}

/** Whether the value is an own answer, in place of an option. */
export function isOther(value: Json, settings: Settings): boolean {
  return typeof value === "string" && !choices(settings).some((option) => option.key === value);
}

export function sampleChoice(field: FieldSpec, index: number): Json {
  const options = choices(field.settings);
  return options[index % Math.max(1, options.length)]?.key ?? null;
}
