import { useState } from "react";
import { ComboBox } from "@/ui/ComboBox";
import { ok, refuse } from "./clean";
import { FieldShell } from "./field";
import type { FieldKind, InputProps, Json, Option } from "./types";
import { words } from "./words";

/** What record and person share: an id, found by typing. Mirrors runtime/fieldtypes/linked.py. */

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export function cleanLink(code: string): FieldKind["clean"] {
  return (value: Json) => {
    if (value === null || value === "") {
      return ok(null);
    }
    return typeof value === "string" && UUID.test(value) ? ok(value.toLowerCase()) : refuse(code);
  };
}

export const showLink: FieldKind["show"] = (value, _field, { label }) =>
  label ?? (typeof value === "string" ? value : "");

export interface LinkInputProps {
  readonly input: InputProps;
  readonly search: (text: string) => Promise<readonly Option[]>;
}

export function LinkInput({ input, search }: LinkInputProps) {
  const { value, valueLabel } = input;
  const [known, setKnown] = useState<Option | null>(null);
  const chosen: Option | null =
    typeof value === "string" && value
      ? known?.id === value
        ? known
        : { id: value, label: valueLabel ?? value }
      : null;
  return (
    <FieldShell input={input}>
      {(attributes) => (
        <ComboBox
          id={attributes.id}
          describedBy={attributes["aria-describedby"]}
          isInvalid={input.problem !== null}
          isRequired={input.required}
          isDisabled={input.disabled}
          isReadOnly={input.readOnly}
          chosen={chosen}
          onChoose={(option) => {
            setKnown(option);
            input.onChange(option?.id ?? null, option?.label ?? null);
          }}
          search={search}
          onBlur={input.onLeave}
          words={{
            search: words.search,
            show: words.showChoices,
            searching: words.searching,
            nothingFound: words.nothingFound,
            failed: words.searchFailed,
            found: words.found,
          }}
        />
      )}
    </FieldShell>
  );
}
