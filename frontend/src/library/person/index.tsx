import { cleanLink, LinkInput, showLink } from "../linked";
import type { FieldKind, InputProps } from "../types";

function PersonInput(input: InputProps) {
  return <LinkInput input={input} search={(typed) => input.services.people(typed)} />;
}

/** A person of the workspace. */
export const kind: FieldKind = {
  kind: "person",
  ask: "choose",
  Input: PersonInput,
  clean: cleanLink("person"),
  show: showLink,
  sample: () => "00000000-0000-4000-8000-000000000002",
};
