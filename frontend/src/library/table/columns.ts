import { texts } from "../read";
import type { EntitySpec, FieldSpec, Settings } from "../types";

const SHOWN = 6;

export function pickFields(entity: EntitySpec, keys: readonly string[]): readonly FieldSpec[] {
  return keys.flatMap((key) => entity.fields.find((field) => field.key === key) ?? []);
}

/** The columns of a list: the chosen ones, else the first six fields. */
export function listColumns(entity: EntitySpec, props: Settings): readonly FieldSpec[] {
  const chosen = pickFields(entity, texts(props, "columns"));
  return chosen.length > 0 ? chosen : entity.fields.slice(0, SHOWN);
}
