import { cleanTextWith, ok, refuse } from "../clean";
import { TextControl } from "../textControl";
import { pick, showText } from "../textual";
import type { FieldKind, InputProps } from "../types";

const LONGEST = 40;
const MARKS = /^\+?[0-9 ()./-]+$/;
const SAMPLES = ["+44 20 7946 0000", "+31 20 794 6001", "020 7946 0123"];

function PhoneInput(input: InputProps) {
  return <TextControl input={input} type="tel" inputMode="tel" autoComplete="tel" short />;
}

/** A phone number as a person writes it: one box takes every way of writing it. */
export const kind: FieldKind = {
  kind: "phone",
  ask: "enter",
  Input: PhoneInput,
  clean: (value) =>
    cleanTextWith(value, LONGEST, (typed) => {
      const digits = typed.replace(/[^0-9]/g, "").length;
      return MARKS.test(typed) && digits >= 4 && digits <= 15
        ? ok(typed.replace(/ {2,}/g, " "))
        : refuse("phone");
    }),
  show: showText,
  Show: ({ value }) =>
    typeof value === "string" ? <a href={`tel:${value.replace(/[^+0-9]/g, "")}`}>{value}</a> : null,
  sample: (_field, index) => pick(SAMPLES, index),
};
