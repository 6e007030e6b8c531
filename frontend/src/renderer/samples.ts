import { fieldKind } from "@/library/fieldKinds";
import type { EntitySpec, Json, ListQuery, RecordRow, Services } from "@/library/types";
import { type Artefact, entityOf } from "./artefact";

/** Believable values for every field of an entity. */
export function sampleValues(entity: EntitySpec, index = 0): Record<string, Json> {
  return Object.fromEntries(
    entity.fields.map((field) => [field.key, fieldKind(field.kind)?.sample(field, index) ?? null]),
  );
}

const PEOPLE = ["Lea Martin", "Noor Haddad", "Jonas Ortega", "Mina Sato"];

const idOf = (index: number): string => `00000000-0000-4000-8000-${String(index + 1).padStart(12, "0")}`;

/** Names for the sample links of `sampleValues`, by field key. */
export function sampleLabels(entity: EntitySpec, index = 0): Record<string, string> {
  return Object.fromEntries(
    entity.fields
      .filter((field) => field.kind === "record" || field.kind === "person")
      .map((field) => [
        field.key,
        field.kind === "person" ? (PEOPLE[index % 4] ?? "") : `Record ${index + 1}`,
      ]),
  );
}

export function sampleRecord(entity: EntitySpec, index = 0): RecordRow {
  const labels = Object.entries(sampleLabels(entity, index)).map(([key, label]) => [`${key}__label`, label]);
  return { id: idOf(index), version: 1, ...sampleValues(entity, index), ...Object.fromEntries(labels) };
}

const SAMPLE_ROWS = 4;

/** Services that know nothing but samples: the studio draws pages with them, and nothing leaves the page. */
export function sampleServices(artefact: Artefact): Services {
  const matches = (text: string, query: string) => text.toLowerCase().includes(query.trim().toLowerCase());
  return {
    options: async (entity, query) => {
      const label = entityOf(artefact, entity)?.label ?? "Record";
      return [0, 1, 2]
        .map((index) => ({ id: idOf(index), label: `${label} ${index + 1}` }))
        .filter((option) => matches(option.label, query));
    },
    people: async (query) =>
      PEOPLE.map((label, index) => ({ id: idOf(index), label })).filter((option) =>
        matches(option.label, query),
      ),
    upload: async (_field, file) => ({
      id: crypto.randomUUID(),
      name: file.name,
      size: file.size,
      mime: file.type,
      sha256: "",
    }),
    fileHref: () => null,
    list: async (key, query: ListQuery) => {
      const entity = entityOf(artefact, key);
      const rows = entity
        ? Array.from({ length: SAMPLE_ROWS }, (_, index) => sampleRecord(entity, index))
        : [];
      const shown = query.q ? rows.filter((row) => matches(JSON.stringify(row), query.q)) : rows;
      return { results: shown, next: null, previous: null, count: { value: shown.length, exact: true } };
    },
    figure: async () => ({ value: 42, exact: true, amounts: [] }),
    recordHref: () => null,
  };
}
