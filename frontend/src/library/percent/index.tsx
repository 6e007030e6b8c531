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
  shiftDecimal,
} from "../clean";
import { integer } from "../read";
import { TextControl } from "../textControl";
import type { FieldKind, InputProps, Json, Settings } from "../types";
import { words } from "../words";

const STORED_PLACES = 10;
const SAMPLES = ["0.21", "0.09", "0.125", "0.5"];

function placesOf(settings: Settings): number | null {
  const places = integer(settings, "decimals", -1);
  return places >= 0 ? Math.min(places, STORED_PLACES - 2) : null;
}

/** Plain fraction of what was given: "12.5 %" and "0.125" are the same; "" empty, null no number. */
function fractionOf(value: Json): string | null {
  if (typeof value === "string" && value.trimEnd().endsWith("%")) {
    const percent = readDecimal(value.trimEnd().slice(0, -1));
    return percent ? shiftDecimal(percent, -2) : percent;
  }
  return readDecimal(value);
}

/** What the box shows for a stored fraction: percent without the sign. */
function typedPercent(value: Json): string {
  if (typeof value === "string" && value.endsWith("%")) {
    return value.slice(0, -1);
  }
  const fraction = fractionOf(value);
  return fraction ? shiftDecimal(fraction, 2) : "";
}

function PercentInput(input: InputProps) {
  // People type percent; the value says so with its sign until it is cleaned to a fraction.
  return (
    <TextControl
      input={{
        ...input,
        value: typedPercent(input.value),
        onChange: (value) => input.onChange(typeof value === "string" && value !== "" ? `${value}%` : null),
      }}
      inputMode="decimal"
      numeric
      short
      suffix="%"
      nameNote={words.percent}
    />
  );
}

/** A share. Stored as a fraction, typed, limited and shown in percent. */
export const kind: FieldKind = {
  kind: "percent",
  ask: "enter",
  Input: PercentInput,
  clean: (value, settings) => {
    const fraction = fractionOf(value);
    if (fraction === null) {
      return refuse("number");
    }
    if (fraction === "") {
      return ok(null);
    }
    const places = placesOf(settings);
    const percent = shiftDecimal(fraction, 2);
    return (
      limitPlaces(percent, places ?? STORED_PLACES - 2) ??
      limitDigits(fraction) ??
      limitRange(percent, settings, " %") ??
      ok(canonicalDecimal(fraction, places === null ? null : places + 2))
    );
  },
  show: (value, field) => {
    const fraction = fractionOf(value);
    return fraction
      ? `${grouped(canonicalDecimal(shiftDecimal(fraction, 2), placesOf(field.settings)))} %`
      : "";
  },
  sample: (field, index) => {
    const most = field.settings.max;
    const sample = SAMPLES[index % SAMPLES.length] ?? "0.1";
    const isAbove = typeof most === "number" && compareDecimals(shiftDecimal(sample, 2), String(most)) > 0;
    return isAbove ? "0" : sample;
  },
  numeric: true,
};
