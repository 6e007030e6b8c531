/** What the deployments endpoints answer. */

export interface ReleaseStep {
  readonly key: string;
  readonly title: string;
  readonly state: "waiting" | "running" | "done" | "failed" | "skipped";
  readonly seconds: number | null;
  /** One sentence an entry. */
  readonly log: readonly string[];
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
  readonly error: { readonly step: string; readonly message: string } | null;
  readonly live_digest: string | null;
  /** Where the live app is, once a release of it is live. */
  readonly live_url: string | null;
  /** The release that "go back" leads to. */
  readonly previous: ReleaseRow | null;
  readonly can: { readonly roll_back: boolean; readonly activate: boolean; readonly retry: boolean };
}
