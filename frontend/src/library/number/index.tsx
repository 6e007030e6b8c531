import { Decimal } from "@/expressions";
import {
  canonicalDecimal,
  compareDecimals,
  grouped,
  limitDigits,
  limitPlaces,
  limitRange,
  ok,
  readDecimal,
  refuse,
} from "../clean";
import { decimalText, text } from "../read";
import { TextControl } from "../textControl";
import type { FieldKind, InputProps } from "../types";
import { placesOf, STORED_PLACES } from "./places";

function isMultiple(value: string, step: string): boolean {
  const whole = Decimal.parse(value);
  const part = Decimal.parse(step);
  return !whole || !part || part.isZero || whole.mod(part).isZero;
}

function NumberInput(input: InputProps) {
  const { settings } = input.field;
  const unit = text(settings, "unit");
  return (
    <TextControl
      input={input}
      inputMode={
        decimalText(settings, "min")?.startsWith("-") === false && placesOf(settings) === 0
          ? "numeric"
          : "decimal"
      }
      numeric
      short
      {...(unit ? { suffix: unit } : {})}
      {...(unit && !input.field.label.toLowerCase().includes(unit.toLowerCase()) ? { nameNote: unit } : {})}
    />
  );
}

/** A number, typed as people type it; no steppers, no wheel. */
export const kind: FieldKind = {
  kind: "number",
  ask: "enter",
  Input: NumberInput,
  clean: (value, settings) => {
    const number = readDecimal(value);
    if (number === null) {
      return refuse("number");
    }
    if (number === "") {
      return ok(null);
    }
    const places = placesOf(settings);
    const step = decimalText(settings, "step");
    const refusal =
      limitPlaces(number, places ?? STORED_PLACES) ?? limitDigits(number) ?? limitRange(number, settings);
    if (refusal) {
      return refusal;
    }
    if (step && !isMultiple(number, step)) {
      return refuse("step", { limit: grouped(step) });
    }
    return ok(canonicalDecimal(number, places));
  },
  show: (value, field) => {
    if (typeof value !== "string" && typeof value !== "number") {
      return "";
    }
    const unit = text(field.settings, "unit");
    return grouped(String(value)) + (unit ? ` ${unit}` : "");
  },
  sample: (field, index) => {
    const least = decimalText(field.settings, "min");
    return canonicalDecimal(
      least && compareDecimals(least, "0") > 0 ? least : String(index * 3 + 2),
      placesOf(field.settings),
    );
  },
  numeric: true,
};
