/** What the log is narrowed to, as it stands in the address. Dates are days of the reader, "YYYY-MM-DD" or "". */
export interface Filters {
  /** The id of a person, "guildhall" for what nobody did by hand, "" for anybody. */
  readonly person: string;
  readonly kind: string;
  readonly from: string;
  readonly to: string;
}

export const NO_FILTERS: Filters = { person: "", kind: "", from: "", to: "" };
export const SYSTEM = "guildhall";

const NAMES = ["person", "kind", "from", "to"] as const;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const KIND = /^[a-z]+(?:-[a-z]+)*$/;

/** Reads an address; what cannot be meant is left out. */
export function filtersOf(search: string): Filters {
  const asked = new URLSearchParams(search);
  const value = (name: string) => asked.get(name) ?? "";
  const person = value("person");
  const from = isDay(value("from")) ? value("from") : "";
  const to = isDay(value("to")) && value("to") >= from ? value("to") : "";
  const isPerson = person === SYSTEM || UUID.test(person);
  return { person: isPerson ? person : "", kind: KIND.test(value("kind")) ? value("kind") : "", from, to };
}

/** "?person=…&from=2026-11-02", or "" without filters. */
export function addressOf(filters: Filters): string {
  const query = new URLSearchParams();
  for (const name of NAMES) if (filters[name]) query.set(name, filters[name]);
  const text = query.toString();
  return text ? `?${text}` : "";
}

/** The query of the API: moments instead of the reader's days, the last day included. */
export function queryOf(filters: Filters, before: number | null): string {
  const query = new URLSearchParams();
  if (filters.person === SYSTEM) query.set("system", "true");
  else if (filters.person) query.set("person", filters.person);
  if (filters.kind) query.set("kind", filters.kind);
  if (filters.from) query.set("since", startOf(filters.from, 0));
  if (filters.to) query.set("until", startOf(filters.to, 1));
  if (before !== null) query.set("before", String(before));
  return query.toString();
}

/** Whether a text is a day of the calendar, of four-digit years. */
export function isDay(text: string): boolean {
  const [, year, month, day] = /^([1-9]\d{3})-(\d{2})-(\d{2})$/.exec(text) ?? [];
  if (!year || !month || !day) return false;
  const date = new Date(Number(year), Number(month) - 1, Number(day));
  return date.getMonth() === Number(month) - 1 && date.getDate() === Number(day);
}

/** Midnight at the beginning of a day of the reader, `later` days on, in UTC. */
function startOf(day: string, later: number): string {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  return new Date(year, month - 1, date + later).toISOString();
}

export const isFiltered = (filters: Filters): boolean => NAMES.some((name) => filters[name] !== "");
