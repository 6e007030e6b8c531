import { kind as calc } from "./calc";
import { kind as choice } from "./choice";
import { kind as choices } from "./choices";
import { kind as confirm } from "./confirm";
import { kind as date } from "./date";
import { kind as datetime } from "./datetime";
import { kind as email } from "./email";
import { kind as file } from "./file";
import { kind as money } from "./money";
import { kind as number } from "./number";
import { kind as percent } from "./percent";
import { kind as person } from "./person";
import { kind as phone } from "./phone";
import { kind as rating } from "./rating";
import { kind as record } from "./record";
import { kind as select } from "./select";
import { kind as text } from "./text";
import { kind as textarea } from "./textarea";
import { kind as time } from "./time";
import type { FieldKind } from "./types";
import { kind as url } from "./url";
import { kind as yesno } from "./yesno";

/** The table of contents of the library, first part: the 21 kinds that hold a value. */

export const FIELD_KINDS: ReadonlyMap<string, FieldKind> = byKind([
  text,
  textarea,
  email,
  phone,
  url,
  number,
  money,
  percent,
  date,
  time,
  datetime,
  yesno,
  confirm,
  choice,
  select,
  choices,
  rating,
  record,
  person,
  file,
  calc,
]);

export function fieldKind(kind: string): FieldKind | undefined {
  return FIELD_KINDS.get(kind);
}

function byKind(kinds: readonly FieldKind[]): ReadonlyMap<string, FieldKind> {
  return new Map(kinds.map((kind) => [kind.kind, kind]));
}
