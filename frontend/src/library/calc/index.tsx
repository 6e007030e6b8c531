import { cx } from "@/ui/cx";
import { grouped, refuse } from "../clean";
import { FieldShell } from "../field";
import styles from "../field.module.css";
import { text } from "../read";
import type { FieldKind, InputProps } from "../types";
import { words } from "../words";

const show: FieldKind["show"] = (value, field) => {
  if (typeof value !== "string" && typeof value !== "number") {
    return "";
  }
  const unit = text(field.settings, "unit");
  return grouped(String(value)) + (unit ? ` ${unit}` : "");
};

/** A number worked out by a formula: read only, and silent while it changes. */
function CalcInput(input: InputProps) {
  const shown = show(input.value, input.field, { label: null });
  return (
    <FieldShell input={input}>
      {(attributes) => (
        <output
          id={attributes.id}
          aria-live="off"
          className={cx(styles.read, styles.num)}
          {...(shown ? {} : { "data-empty": "" })}
        >
          {shown || words.notYet}
        </output>
      )}
    </FieldShell>
  );
}

export const kind: FieldKind = {
  kind: "calc",
  ask: "enter",
  Input: CalcInput,
  clean: () => refuse("read-only"),
  show,
  sample: (_field, index) => String((index + 1) * 21),
  numeric: true,
};
