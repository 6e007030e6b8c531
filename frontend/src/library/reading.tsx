import { fieldKind } from "./fieldKinds";
import type { FieldSpec, RecordRow, Services } from "./types";
import { words } from "./words";

export interface FieldReadingProps {
  readonly field: FieldSpec;
  readonly record: RecordRow | null;
  readonly services: Services;
  /** In a list: nothing at all for an empty value, no links inside a linked row. */
  readonly terse?: boolean;
}

/** The value of a field as a person reads it. */
export function FieldReading({ field, record, services, terse }: FieldReadingProps) {
  const kind = fieldKind(field.kind);
  const value = record?.[field.key] ?? null;
  const given = record?.[`${field.key}__label`];
  const label = typeof given === "string" ? given : null;
  if (!kind || value === null) {
    return terse ? null : <span className="hush">{words.empty}</span>;
  }
  const Show = terse ? undefined : kind.Show;
  return Show ? (
    <Show value={value} field={field} services={services} label={label} />
  ) : (
    kind.show(value, field, { label })
  );
}

/** The same as plain text. */
export function readingOf(field: FieldSpec, record: RecordRow): string {
  const given = record[`${field.key}__label`];
  return (
    fieldKind(field.kind)?.show(record[field.key] ?? null, field, {
      label: typeof given === "string" ? given : null,
    }) ?? ""
  );
}
