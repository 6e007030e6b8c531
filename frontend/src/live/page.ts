import type { Json, RecordRow } from "@/library/types";
import type { Artefact, PageSpec } from "@/renderer";

/** What the server puts into the page of a live app. */

/** "rule": a condition decides for each record, and only the server knows it. */
export type RowAccess = "all" | "own" | "rule" | "none";

export interface Permissions {
  readonly create: boolean;
  readonly read: RowAccess;
  readonly update: RowAccess;
  readonly delete: RowAccess;
}

export interface SavedAnswers {
  readonly values: Readonly<Record<string, Json>>;
  readonly saved_at: string;
  readonly digest: string;
}

export interface LiveRecord extends RecordRow {
  readonly created_at: string;
  readonly version: number;
}

export interface LiveData {
  readonly app: { readonly key: string; readonly title: string };
  readonly artefact: Artefact;
  readonly permissions: Readonly<Record<string, Permissions>>;
  /** null: the home of the app. */
  readonly page: string | null;
  readonly record: LiveRecord | null;
  readonly saved: SavedAnswers | null;
  /** On the home of the app: when this person saved each form for later, by the key of its page. */
  readonly begun?: Readonly<Record<string, string>>;
  /** This person has exports of the list's records to look at. */
  readonly exports?: boolean;
  /** Where the API of this app starts: "/api/a/expense_claims/". */
  readonly base: string;
  readonly today: string;
}

export const homeHref = (data: LiveData): string => `/a/${data.app.key}/`;
export const pageHref = (data: LiveData, page: PageSpec): string => `${homeHref(data)}${page.key}/`;

/** The page that shows one record of an entity, if this person may open one. */
export function recordPage(data: LiveData, entity: string | null): PageSpec | undefined {
  return data.artefact.pages.find((page) => page.kind === "record" && page.entity === entity);
}

export function formPage(data: LiveData, entity: string | null): PageSpec | undefined {
  return data.artefact.pages.find((page) => page.kind === "form" && page.entity === entity);
}

export function listPage(data: LiveData, entity: string | null): PageSpec | undefined {
  return data.artefact.pages.find((page) => page.kind === "list" && page.entity === entity);
}

export function recordHref(data: LiveData, entity: string, id: string): string | null {
  const page = recordPage(data, entity);
  return page ? `${pageHref(data, page)}${id}/` : null;
}

/** Eight characters of a record's id that people can read out: "4F7A-91BC". */
export function referenceOf(id: string): string {
  const tail = id.replaceAll("-", "").slice(-8).toUpperCase();
  return `${tail.slice(0, 4)}-${tail.slice(4)}`;
}

/** "14:02" for today, "5 May 2026, 14:02" for another day, on this person's clock. */
export function timeText(iso: string): string {
  const at = new Date(iso);
  const time = at.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
  if (at.toDateString() === new Date().toDateString()) {
    return time;
  }
  return `${at.toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" })}, ${time}`;
}
