import { patternFound } from "@/expressions/pattern";
import { cleanTextWith, ok, refuse } from "../clean";
import { integer, text } from "../read";
import { TextControl } from "../textControl";
import { pick, showText } from "../textual";
import type { FieldKind, InputProps, Settings } from "../types";

const DEFAULT_LENGTH = 200;
const MOST = 1000;
const SAMPLES = [
  "Train to Utrecht",
  "Team lunch",
  "Replacement keyboard",
  "Conference ticket",
  "Parking, May",
];

const limitOf = (settings: Settings): number =>
  Math.max(1, Math.min(integer(settings, "max_length", DEFAULT_LENGTH), MOST));

function TextInput(input: InputProps) {
  const { settings } = input.field;
  const prefix = text(settings, "prefix");
  return (
    <TextControl
      input={input}
      autoComplete={text(settings, "autocomplete") || "off"}
      {...(prefix ? { prefix } : {})}
    />
  );
}

/** Whether the whole text fits a maker's pattern. One that this engine does not know is left to the server. */
function fits(pattern: string, typed: string): boolean {
  try {
    return pattern === "" || patternFound(`^(?:${pattern})$`, typed);
  } catch {
    return true;
  }
}

/** One line of text. */
export const kind: FieldKind = {
  kind: "text",
  ask: "enter",
  Input: TextInput,
  clean: (value, settings) =>
    cleanTextWith(value, limitOf(settings), (typed) =>
      fits(text(settings, "pattern"), typed) ? ok(typed) : refuse("pattern"),
    ),
  show: showText,
  sample: (_field, index) => pick(SAMPLES, index),
};
