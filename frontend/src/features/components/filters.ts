import type { AppUse, Manifest } from "./types";

/** What the list is narrowed to. Empty = everything. It stands in the address, so that it can be shared. */
export interface Filters {
  readonly q: string;
  readonly group: readonly string[];
  readonly data: readonly string[];
  readonly status: readonly string[];
}

export const NO_FILTERS: Filters = { q: "", group: [], data: [], status: [] };

export type Facet = Exclude<keyof Filters, "q">;
export const FACETS: readonly Facet[] = ["group", "data", "status"];

const MAX_QUERY = 200;

/** Reads an address. Anything else in it is left alone. */
export function filtersOf(search: string): Filters {
  const asked = new URLSearchParams(search);
  const many = (name: string) => [...new Set(asked.getAll(name).filter(Boolean))];
  return {
    q: (asked.get("q") ?? "").slice(0, MAX_QUERY),
    group: many("group"),
    data: many("data"),
    status: many("status"),
  };
}

/** "?q=date&group=Dates", or "" without filters. */
export function addressOf(filters: Filters): string {
  const query = new URLSearchParams();
  if (filters.q) query.set("q", filters.q);
  for (const facet of FACETS) for (const value of filters[facet]) query.append(facet, value);
  const text = query.toString();
  return text ? `?${text}` : "";
}

const valuesOf = (manifest: Manifest, facet: Facet): readonly string[] =>
  facet === "group" ? [manifest.group] : facet === "data" ? manifest.data_classes : [manifest.status];

function fits(manifest: Manifest, filters: Filters, except?: Facet): boolean {
  return (
    matches(manifest, filters.q) &&
    FACETS.every(
      (facet) =>
        facet === except ||
        filters[facet].length === 0 ||
        valuesOf(manifest, facet).some((value) => filters[facet].includes(value)),
    )
  );
}

/** Every word of the search stands in the name, the kind, the sentence or the words that lead to the kind. */
function matches(manifest: Manifest, query: string): boolean {
  const text = [manifest.name, manifest.kind, manifest.summary, ...manifest.guess].join(" ").toLowerCase();
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

/** The components that fit, in the order of the catalogue's groups, then by name. */
export function chosen(components: readonly Manifest[], filters: Filters): readonly Manifest[] {
  return components.filter((one) => fits(one, filters));
}

export interface Choice {
  readonly value: string;
  /** How many would be left with this value, all other filters as they are. */
  readonly count: number;
}

/** The values of a facet that occur, in their order, with counts. */
export function choicesOf(
  components: readonly Manifest[],
  filters: Filters,
  facet: Facet,
): readonly Choice[] {
  const counts = new Map<string, number>();
  for (const one of components) {
    for (const value of valuesOf(one, facet)) {
      counts.set(value, (counts.get(value) ?? 0) + (fits(one, filters, facet) ? 1 : 0));
    }
  }
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => ORDER.indexOf(a.value) - ORDER.indexOf(b.value));
}

/** From what anybody may know to what few may; groups keep the order of the list. */
const ORDER = ["public", "internal", "confidential", "special", "active", "deprecated"];

const GROUPS = [
  "Text",
  "Numbers",
  "Dates",
  "Choices",
  "People and links",
  "Files",
  "Layout",
  "Content",
  "Views",
];

/** In the order in which makers meet them: by group, then by name. */
export function inOrder(components: readonly Manifest[]): readonly Manifest[] {
  const place = (one: Manifest) => (GROUPS.indexOf(one.group) + GROUPS.length) % GROUPS.length;
  return [...components].sort((a, b) => place(a) - place(b) || a.name.localeCompare(b.name, "en"));
}

/** The apps whose draft uses a kind. */
export const usersOf = (apps: readonly AppUse[], kind: string): readonly AppUse[] =>
  apps.filter((app) => app.kinds.includes(kind));
