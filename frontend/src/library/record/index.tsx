import { cleanLink, LinkInput, showLink } from "../linked";
import { text } from "../read";
import type { FieldKind, InputProps } from "../types";

function RecordInput(input: InputProps) {
  const entity = text(input.field.settings, "entity");
  return <LinkInput input={input} search={(typed) => input.services.options(entity, typed)} />;
}

/** A link to a record of the same app. */
export const kind: FieldKind = {
  kind: "record",
  ask: "choose",
  Input: RecordInput,
  clean: cleanLink("record"),
  show: showLink,
  Show: ({ value, field, services, label }) => {
    const href =
      typeof value === "string" ? services.recordHref(text(field.settings, "entity"), value) : null;
    const shown = label ?? (typeof value === "string" ? value : "");
    return href ? <a href={href}>{shown}</a> : shown;
  },
  sample: () => "00000000-0000-4000-8000-000000000001",
};
