import { cleanChoice, isOther, sampleChoice, showChoice } from "../chosen";
import { FieldShell } from "../field";
import styles from "../field.module.css";
import { choices, flag, text } from "../read";
import type { FieldKind, InputProps } from "../types";
import { words } from "../words";

const OTHER = " other";

function SelectInput(input: InputProps) {
  const { settings } = input.field;
  const own = flag(settings, "other");
  const isOwn = own && isOther(input.value, settings);
  const options = choices(settings);
  const current = isOwn ? OTHER : typeof input.value === "string" ? input.value : "";
  return (
    <FieldShell input={input}>
      {(attributes) => (
        <>
          <select
            {...attributes}
            className={styles.control}
            disabled={input.disabled || input.readOnly}
            value={current}
            onChange={(event) => {
              const chosen = event.target.value;
              input.onChange(chosen === OTHER ? " " : chosen === "" ? null : chosen);
            }}
            onBlur={input.onLeave}
          >
            <option value="">{text(input.props, "placeholder") || words.choose}</option>
            {options.map(({ key, label }) => (
              <option key={key} value={key}>
                {label}
              </option>
            ))}
            {own ? <option value={OTHER}>{words.other}</option> : null}
          </select>
          {isOwn ? (
            <input
              type="text"
              className={styles.control}
              aria-label={words.otherLabel(input.field.label)}
              disabled={input.disabled}
              readOnly={input.readOnly}
              value={typeof input.value === "string" ? input.value.trimStart() : ""}
              onChange={(event) => input.onChange(` ${event.target.value}`)}
              onBlur={input.onLeave}
            />
          ) : null}
        </>
      )}
    </FieldShell>
  );
}

/** One of many options. The browser's own list: it searches by typing, and a phone brings its wheel. */
export const kind: FieldKind = {
  kind: "select",
  ask: "choose",
  Input: SelectInput,
  clean: cleanChoice,
  show: showChoice,
  sample: sampleChoice,
};
