import { ok, refuse } from "../clean";
import { FieldShell } from "../field";
import { Options } from "../options";
import { text } from "../read";
import type { FieldKind, InputProps } from "../types";

function ConfirmInput(input: InputProps) {
  const statement = text(input.field.settings, "statement") || input.field.label;
  return (
    <FieldShell input={input} group>
      {(attributes) => (
        <Options
          input={input}
          attributes={attributes}
          type="checkbox"
          options={[{ value: "true", label: statement }]}
          isChosen={() => input.value === true}
          onChoose={(_value, chosen) => input.onChange(chosen ? true : null)}
        />
      )}
    </FieldShell>
  );
}

/** A statement a person confirms. Not confirmed is empty. */
export const kind: FieldKind = {
  kind: "confirm",
  ask: "confirm",
  Input: ConfirmInput,
  clean: (value) => {
    if (value === null || value === false || value === "") {
      return ok(null);
    }
    return value === true ? ok(true) : refuse("yes-no");
  },
  show: (value) => (value === true ? "Confirmed" : ""),
  sample: () => true,
  group: true,
};
