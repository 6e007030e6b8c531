import { ok, refuse } from "../clean";
import { FieldShell } from "../field";
import { Options } from "../options";
import { text } from "../read";
import type { FieldKind, InputProps, Settings } from "../types";
import { words } from "../words";

const yesLabel = (settings: Settings): string => text(settings, "yes_label") || words.yes;
const noLabel = (settings: Settings): string => text(settings, "no_label") || words.no;

function YesnoInput(input: InputProps) {
  const { settings } = input.field;
  return (
    <FieldShell input={input} group>
      {(attributes) => (
        <Options
          input={input}
          attributes={attributes}
          type="radio"
          inline
          options={[
            { value: "yes", label: yesLabel(settings) },
            { value: "no", label: noLabel(settings) },
          ]}
          isChosen={(value) => input.value === (value === "yes")}
          onChoose={(value) => input.onChange(value === "yes")}
        />
      )}
    </FieldShell>
  );
}

/** Two radios: "no" is an answer, not the absence of one. */
export const kind: FieldKind = {
  kind: "yesno",
  ask: "choose",
  Input: YesnoInput,
  clean: (value) => {
    if (value === null || value === "") {
      return ok(null);
    }
    return typeof value === "boolean" ? ok(value) : refuse("yes-no");
  },
  show: (value, field) =>
    typeof value === "boolean" ? (value ? yesLabel(field.settings) : noLabel(field.settings)) : "",
  sample: (_field, index) => index % 3 !== 1,
  group: true,
};
