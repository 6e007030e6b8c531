import { ok, refuse } from "../clean";
import { EARLIEST, readDay, showDay } from "../days";
import { TextControl } from "../textControl";
import type { FieldKind, InputProps } from "../types";

const SAMPLES = ["2026-05-05", "2026-04-28", "2026-04-17", "2026-03-30"];

/**
 * The browser's own date box: its parts are typed, its calendar is optional, and a phone brings its wheel.
 * It costs no script, where a calendar of our own would cost 30 KB of every form that asks for one day.
 */
function DateInput(input: InputProps) {
  const { settings } = input.field;
  return (
    <TextControl
      input={input}
      type="date"
      short
      min={readDay(settings.min) ?? EARLIEST}
      max={readDay(settings.max) ?? "9999-12-31"}
    />
  );
}

export const kind: FieldKind = {
  kind: "date",
  ask: "enter",
  Input: DateInput,
  clean: (value, settings) => {
    if (value === null || value === "") {
      return ok(null);
    }
    const day = readDay(value);
    if (!day || day < EARLIEST) {
      return refuse("date");
    }
    const least = readDay(settings.min);
    const most = readDay(settings.max);
    if (least && day < least) {
      return refuse("too-early", { limit: showDay(least) });
    }
    return most && day > most ? refuse("too-late", { limit: showDay(most) }) : ok(day);
  },
  show: (value) => {
    const day = readDay(value);
    return day ? showDay(day) : "";
  },
  sample: (field, index) => {
    const day = SAMPLES[index % SAMPLES.length] ?? "2026-05-05";
    const least = readDay(field.settings.min);
    const most = readDay(field.settings.max);
    return least && day < least ? least : most && day > most ? most : day;
  },
  numeric: false,
};
