/** What moving says. The sentences are fixed: assistive technology and tests rely on them. */
import type { Catalogue } from "@/document/catalogue";

const PLURALS: Readonly<Record<string, string>> = {
  page: "Pages",
  section: "Sections",
  columns: "Columns",
  content: "Texts",
  notice: "Notices",
  errors: "Error summaries",
  table: "Tables",
  details: "Record details",
  stat: "Figures",
};

const PAGES: Readonly<Record<string, string>> = {
  form: "a form",
  list: "a list page",
  record: "a record page",
  dashboard: "a dashboard",
};

export function pluralOfKind(kind: string, catalogue: Catalogue): string {
  return PLURALS[kind] ?? `${catalogue.byKind.get(kind)?.name ?? kind} fields`;
}

export const cannotGoInside = (kind: string, container: string, catalogue: Catalogue) =>
  `${pluralOfKind(kind, catalogue)} cannot go inside ${pluralOfKind(container, catalogue)}.`;
export const cannotGoInsideItself = (kind: string, catalogue: Catalogue) =>
  `${pluralOfKind(kind, catalogue)} cannot go inside themselves.`;
export const cannotStandOn = (kind: string, catalogue: Catalogue, page: string) =>
  `${pluralOfKind(kind, catalogue)} cannot stand on ${PAGES[page] ?? page}.`;

export interface Standing {
  readonly position: number;
  readonly size: number;
  readonly container: string;
}

const where = ({ position, size, container }: Standing) => `Position ${position} of ${size} in ${container}.`;

export const starting = (label: string, at: Standing) =>
  `Moving ${label}. ${where(at)} Arrow keys to move, Enter to place, Escape to cancel.`;
export const startingMany = (count: number) => `Moving ${count} fields.`;
export const steppedAfter = (label: string, at: Standing) => `After ${label}. ${where(at)}`;
export const steppedFirst = (at: Standing) => `First. ${where(at)}`;
export const wentInto = ({ position, size, container }: Standing) =>
  `Into ${container}, position ${position} of ${size}.`;
export const placed = (label: string, at: Standing) => `${label} placed. ${where(at)}`;
export const placedMany = (count: number, at: Standing) => `${count} fields placed. ${where(at)}`;
export const cancelled = (label: string, position: number) =>
  `Move cancelled. ${label} is back at position ${position}.`;
export const cancelledMany = (count: number) => `Move cancelled. ${count} fields are back.`;
export const ALREADY_FIRST = "Already first.";
export const ALREADY_LAST = "Already last.";
export const NOTHING_TO_ENTER = "No section or page above to go into.";
export const ALREADY_OUTSIDE = "Already outside every section.";
export const placeHere = (label: string, after: string | null, container: string) =>
  after === null ? `Place ${label} first in ${container}` : `Place ${label} after ${after}`;
