import { isRecord } from "@/library/read";
import type { EntitySpec, FieldSpec, Json } from "@/library/types";
import type { FormRules } from "@/renderer";
import type { LiveRecord } from "./page";

export type Changes = Readonly<Record<string, Json>>;

/** The answers of a record by field key; null is empty. */
export function valuesOf(entity: EntitySpec, record: LiveRecord): Changes {
  return Object.fromEntries(entity.fields.map((field) => [field.key, record[field.key] ?? null]));
}

/** What a person changed: the answers that were asked for and differ from the record. */
export function changesOf(payload: Changes, hidden: ReadonlySet<string>, record: LiveRecord): Changes {
  return Object.fromEntries(
    Object.entries(payload).filter(
      ([key, value]) => !hidden.has(key) && !sameJson(value, record[key] ?? null),
    ),
  );
}

/**
 * What is sent to bring `changes` to a record that is now `base`: nothing for what is not asked then, but null for an
 * answer that these changes hide. What was hidden before is left alone: an import may have filled it.
 */
export function fitted(rules: FormRules, entity: EntitySpec, base: LiveRecord, changes: Changes): Changes {
  const before = valuesOf(entity, base);
  const wasHidden = rules.evaluate(before).hiddenFields;
  const isHidden = rules.evaluate({ ...before, ...changes }).hiddenFields;
  const emptied = [...isHidden].filter((key) => !wasHidden.has(key) && !isComputed(entity, key));
  const sent = {
    ...Object.fromEntries(Object.entries(changes).filter(([key]) => !isHidden.has(key))),
    ...Object.fromEntries(emptied.map((key) => [key, null])),
  };
  return Object.fromEntries(
    Object.entries(sent).filter(([key, value]) => !sameJson(value, before[key] ?? null)),
  );
}

/** Fields that were answered and are not asked any more, now that the record is `base`: `fitted` leaves them out. */
export function unasked(
  rules: FormRules,
  entity: EntitySpec,
  base: LiveRecord,
  changes: Changes,
): readonly FieldSpec[] {
  const { hiddenFields } = rules.evaluate({ ...valuesOf(entity, base), ...changes });
  return entity.fields.filter(({ key }) => {
    const mine = changes[key] ?? null;
    return mine !== null && hiddenFields.has(key) && !sameJson(mine, base[key] ?? null);
  });
}

const isComputed = (entity: EntitySpec, key: string): boolean =>
  entity.fields.some((field) => field.key === key && field.formula !== null);

/** What is left of my changes when someone else's answers are kept for the fields in `theirs`. */
export function chosen(changes: Changes, clashes: readonly Clash[], theirs: ReadonlySet<string>): Changes {
  const mine = { ...changes, ...Object.fromEntries(clashes.map(({ field, mine }) => [field.key, mine])) };
  return Object.fromEntries(Object.entries(mine).filter(([key]) => !theirs.has(key)));
}

/** One field that two people changed to different values. */
export interface Clash {
  readonly field: FieldSpec;
  readonly mine: Json;
  readonly theirs: LiveRecord;
}

/** Fields that I changed and that someone else changed too, since `base`, to something else. */
export function clashesOf(
  entity: EntitySpec,
  base: LiveRecord,
  current: LiveRecord,
  changes: Changes,
): readonly Clash[] {
  return entity.fields.flatMap((field) => {
    const mine = changes[field.key];
    const theirs = current[field.key] ?? null;
    const isTheirs = !sameJson(theirs, base[field.key] ?? null);
    return mine !== undefined && isTheirs && !sameJson(mine, theirs)
      ? [{ field, mine, theirs: current }]
      : [];
  });
}

/** Whether two values are the same; of files only the id counts. */
export function sameJson(left: Json, right: Json): boolean {
  return JSON.stringify(comparable(left)) === JSON.stringify(comparable(right));
}

function comparable(value: Json): Json {
  if (Array.isArray(value)) {
    return value.map((item: Json) => (isRecord(item) && typeof item.id === "string" ? item.id : item));
  }
  return isRecord(value) ? Object.entries(value).sort(([a], [b]) => a.localeCompare(b)) : value;
}
