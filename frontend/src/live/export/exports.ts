import { get, post, request } from "@/api/client";

/** An export of records as the server describes it. */
export interface RecordExport {
  readonly id: string;
  readonly state: "waiting" | "running" | "ready" | "failed";
  readonly name: string;
  readonly rows: number;
  readonly rows_expected: number | null;
  readonly size: number | null;
  readonly cut: number;
  readonly message: string;
  readonly kept_until: string | null;
  readonly file: string | null;
}

export interface Wanted {
  readonly format: "csv" | "xlsx";
  /** null: all that this person may see. */
  readonly columns: readonly string[] | null;
  readonly filters: Readonly<Record<string, string>>;
}

export interface Count {
  readonly value: number;
  readonly exact: boolean;
}

export const isUnderWay = (found: RecordExport): boolean =>
  found.state === "waiting" || found.state === "running";

/** The exports below an entity's address ("/api/a/expense_claims/claim/"). */
export function exportsAt(entity: string) {
  const base = `${entity}exports/`;
  return {
    all: (signal?: AbortSignal) =>
      get<{ readonly results: readonly RecordExport[] }>(base, signal).then((answer) => answer.results),
    start: (wanted: Wanted) => post<RecordExport>(base, wanted),
    drop: (id: string) => request<null>("DELETE", `${base}${id}/`),
    count: (filters: Readonly<Record<string, string>>, signal: AbortSignal) =>
      get<{ readonly count: Count }>(
        `${entity}?${new URLSearchParams({ ...filters, page_size: "1" })}`,
        signal,
      ).then((answer) => answer.count),
  };
}

export type ExportsApi = ReturnType<typeof exportsAt>;
