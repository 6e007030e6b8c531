import { ok, refuse } from "../clean";
import { EARLIEST, localMinute, readMoment, showDay, writeMoment } from "../days";
import { TextControl } from "../textControl";
import type { FieldKind, InputProps, Json } from "../types";
import { words } from "../words";

const SAMPLES = ["2026-05-05T09:30:00Z", "2026-04-28T14:00:00Z", "2026-04-17T07:15:00Z"];

const zoneName = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone.replaceAll("_", " ");

/** The stored moment on this person's clock. */
function typedLocal(value: Json): string {
  const at = readMoment(value);
  return at === null ? "" : localMinute(at);
}

function DatetimeInput(input: InputProps) {
  return (
    <TextControl
      input={{
        ...input,
        value: typedLocal(input.value),
        onChange: (value) => {
          const at = typeof value === "string" ? Date.parse(value) : Number.NaN;
          input.onChange(Number.isNaN(at) ? null : writeMoment(at));
        },
      }}
      type="datetime-local"
      short
      kindHint={words.zone(zoneName())}
    />
  );
}

/** A moment. Stored in UTC, typed and shown on the clock of the person. */
export const kind: FieldKind = {
  kind: "datetime",
  ask: "enter",
  Input: DatetimeInput,
  clean: (value) => {
    if (value === null || value === "") {
      return ok(null);
    }
    const at = readMoment(value);
    const moment = at === null ? "" : writeMoment(at);
    return moment && /^\d/.test(moment) && moment >= EARLIEST ? ok(moment) : refuse("datetime");
  },
  show: (value) => {
    const local = typedLocal(value);
    return local ? `${showDay(local.slice(0, 10))}, ${local.slice(11)}` : "";
  },
  Show: ({ value }) => {
    const local = typedLocal(value);
    return local && typeof value === "string" ? (
      <time dateTime={value} title={`${value.replace("T", " ").replace("Z", "")} UTC`}>
        {showDay(local.slice(0, 10))}, {local.slice(11)}
      </time>
    ) : null;
  },
  sample: (_field, index) => SAMPLES[index % SAMPLES.length] ?? null,
};
