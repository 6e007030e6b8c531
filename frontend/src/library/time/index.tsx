import { ok, refuse } from "../clean";
import { integer } from "../read";
import { TextControl } from "../textControl";
import type { FieldKind, InputProps } from "../types";

const TIME = /^([0-9]{1,2}):([0-9]{2})(:[0-9]{2}(\.[0-9]{1,6})?)?$/;
const SAMPLES = ["09:00", "12:30", "16:45"];

function TimeInput(input: InputProps) {
  const step = integer(input.field.settings, "step_minutes", 1);
  return <TextControl input={input} type="time" short {...(step > 1 ? { step: step * 60 } : {})} />;
}

/** A time of day, to the minute. */
export const kind: FieldKind = {
  kind: "time",
  ask: "enter",
  Input: TimeInput,
  clean: (value, settings) => {
    if (value === null || value === "") {
      return ok(null);
    }
    const [, hour = "", minute = ""] = TIME.exec(typeof value === "string" ? value : "") ?? [];
    if (!hour || Number(hour) > 23 || Number(minute) > 59) {
      return refuse("time");
    }
    const step = integer(settings, "step_minutes", 1);
    return step > 1 && (Number(hour) * 60 + Number(minute)) % step !== 0
      ? refuse("time-step", { limit: String(step) })
      : ok(`${hour.padStart(2, "0")}:${minute}`);
  },
  show: (value) => (typeof value === "string" ? value : ""),
  sample: (_field, index) => SAMPLES[index % SAMPLES.length] ?? "09:00",
};
