/** What the deployments endpoints answer. */

export interface ReleaseStep {
  readonly key: string;
  readonly title: string;
  readonly state: "waiting" | "running" | "done" | "failed" | "skipped";
  readonly seconds: number | null;
  readonly log: readonly string[] | string;
}

export interface ReleaseRow {
  readonly id: string;
  readonly number: number;
  readonly digest: string;
  readonly state: string;
  readonly created_at?: string;
}

export interface ReleaseDetail extends ReleaseRow {
  readonly app: { readonly id: string; readonly key: string; readonly title: string };
  readonly steps: readonly ReleaseStep[];
  readonly error: string | null;
  readonly live_digest: string | null;
  readonly can: { readonly roll_back: boolean; readonly activate: boolean };
}
