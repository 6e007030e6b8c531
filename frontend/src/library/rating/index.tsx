import { ok, refuse } from "../clean";
import { FieldShell } from "../field";
import { integer, text } from "../read";
import type { FieldKind, InputProps, Json, Settings } from "../types";
import { words } from "../words";
import styles from "./rating.module.css";

const mostOf = (settings: Settings): number => Math.max(2, Math.min(integer(settings, "max", 5), 10));

function wholeOf(value: Json): number | null {
  if (typeof value === "string" && /^[0-9]{1,3}$/.test(value)) {
    return Number(value);
  }
  return typeof value === "number" && Number.isInteger(value) ? value : null;
}

function RatingInput(input: InputProps) {
  const { settings } = input.field;
  const most = mostOf(settings);
  const low = text(settings, "low_label");
  const high = text(settings, "high_label");
  const steps = Array.from({ length: most }, (_, index) => index + 1);
  const wordOf = (step: number) => (step === 1 ? low : step === most ? high : "");
  return (
    <FieldShell input={input} group>
      {(attributes) => (
        <div className={styles.rating}>
          <div className={styles.steps}>
            {steps.map((step) => (
              <label key={step} className={styles.step}>
                <input
                  type="radio"
                  id={step === 1 ? `${attributes.id}-first` : `${attributes.id}-${step}`}
                  name={attributes.id}
                  checked={wholeOf(input.value) === step}
                  disabled={input.disabled || (input.readOnly && wholeOf(input.value) !== step)}
                  aria-label={words.rating(step, most, wordOf(step))}
                  {...(input.problem ? { "aria-invalid": true } : {})}
                  onChange={() => input.readOnly || input.onChange(step)}
                  onBlur={input.onLeave}
                />
                <span aria-hidden="true">{step}</span>
              </label>
            ))}
          </div>
          {low || high ? (
            <div className={styles.ends} aria-hidden="true">
              <span>{low}</span>
              <span>{high}</span>
            </div>
          ) : null}
        </div>
      )}
    </FieldShell>
  );
}

/** A rating from 1 to a highest number: radios in a row. */
export const kind: FieldKind = {
  kind: "rating",
  ask: "choose",
  Input: RatingInput,
  clean: (value, settings) => {
    if (value === null || value === "") {
      return ok(null);
    }
    const most = mostOf(settings);
    const number = wholeOf(value);
    return number !== null && number >= 1 && number <= most
      ? ok(number)
      : refuse("rating", { limit: String(most) });
  },
  show: (value, field) => (value === null ? "" : `${value} of ${mostOf(field.settings)}`),
  sample: (field, index) => (index % mostOf(field.settings)) + 1,
  group: true,
  numeric: true,
};
