import { cleanChoice, isOther, sampleChoice, showChoice } from "../chosen";
import { FieldShell } from "../field";
import styles from "../field.module.css";
import { Options } from "../options";
import { choices, flag } from "../read";
import type { FieldKind, InputProps } from "../types";
import { words } from "../words";

const OTHER = " other";

function ChoiceInput(input: InputProps) {
  const { settings } = input.field;
  const own = flag(settings, "other");
  const isOwn = own && isOther(input.value, settings);
  const typed = isOwn && typeof input.value === "string" ? input.value.trimStart() : "";
  const options = choices(settings).map(({ key, label }) => ({ value: key, label }));
  return (
    <FieldShell input={input} group>
      {(attributes) => (
        <>
          <Options
            input={input}
            attributes={attributes}
            type="radio"
            options={own ? [...options, { value: OTHER, label: words.other }] : options}
            isChosen={(value) => (value === OTHER ? isOwn : input.value === value)}
            // A space alone says "other, not yet written": it cleans to empty.
            onChoose={(value) => input.onChange(value === OTHER ? " " : value)}
          />
          {isOwn ? (
            <div className={styles.nested}>
              <input
                type="text"
                className={styles.control}
                aria-label={words.otherLabel(input.field.label)}
                disabled={input.disabled}
                readOnly={input.readOnly}
                value={typed}
                onChange={(event) => input.onChange(` ${event.target.value}`)}
                onBlur={input.onLeave}
              />
            </div>
          ) : null}
        </>
      )}
    </FieldShell>
  );
}

/** One of a few options, all in view. */
export const kind: FieldKind = {
  kind: "choice",
  ask: "choose",
  Input: ChoiceInput,
  clean: cleanChoice,
  show: showChoice,
  sample: sampleChoice,
  group: true,
};
