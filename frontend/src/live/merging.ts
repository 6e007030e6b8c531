import { isRecord } from "@/library/read";
import type { EntitySpec, FieldSpec, Json } from "@/library/types";
import type { LiveRecord } from "./page";

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
  changes: Readonly<Record<string, Json>>,
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
