/** What the governance endpoints answer, shared by submitting and reviewing. */
import type { Artefact } from "@/renderer";

/** The compiled app, as the renderer takes it. */
export type AppArtefact = Artefact;

export interface Finding {
  readonly policy: string;
  readonly severity: "must_fix" | "advice";
  readonly message: string;
  readonly why: string;
  readonly where: { readonly object_id: string | null; readonly label: string; readonly pointer: string };
  readonly repair: { readonly label: string } | null;
}

export interface Problem {
  readonly code: string;
  readonly severity: "error" | "warning";
  readonly message: string;
  readonly object_id: string | null;
}

export interface RouteStep {
  readonly role: string;
  readonly count: number;
  readonly words: string;
}

export interface Tier {
  readonly tier: number;
  readonly name: string;
  readonly reasons: readonly string[];
  readonly route: readonly RouteStep[];
}

export interface Change {
  readonly id: string;
  readonly area: "data" | "form" | "lists" | "rules" | "access" | "texts";
  readonly object_id: string;
  readonly kind: "added" | "changed" | "removed" | "moved";
  readonly class: "additive" | "risky" | "destructive";
  readonly property: string | null;
  readonly sentence: string;
  readonly before: unknown;
  readonly after: unknown;
  readonly hash: string;
}

export interface DataPlan {
  readonly sentences: readonly string[];
  readonly statements: readonly string[];
}

export interface Check {
  readonly revision: number;
  readonly problems: readonly Problem[];
  readonly findings: readonly Finding[];
  readonly passed: number;
  readonly tier: Tier;
}

export interface SubmissionPreview extends Check {
  readonly changes: readonly Change[];
  readonly summary: string;
  readonly plan: DataPlan;
  readonly can_submit: boolean;
  readonly why_not: readonly string[] | string | null;
}

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly initials: string;
}

export interface ReviewComment {
  readonly id: string;
  readonly target: string;
  readonly text: string;
  readonly by: Person;
  readonly at: string;
}

export interface Decision {
  readonly by: Person;
  readonly decision: "approve" | "request_changes";
  readonly comment: string;
  readonly at: string;
  readonly role: string;
  readonly digest: string;
}

export interface CheckRun {
  readonly name: string;
  readonly title: string;
  readonly state: "waiting" | "running" | "passed" | "failed";
  readonly detail: string;
}

export interface Review {
  readonly id: string;
  readonly app: { readonly id: string; readonly title: string; readonly key: string };
  readonly version: { readonly number: number; readonly digest: string };
  readonly state: string;
  readonly summary: string;
  readonly submitted_by: Person;
  readonly submitted_at: string;
  readonly tier: Tier;
  readonly route: readonly (RouteStep & { readonly given: readonly Person[]; readonly missing: number })[];
  readonly checks: readonly CheckRun[];
  readonly findings: readonly Finding[];
  readonly changes: readonly Change[];
  readonly plan: DataPlan;
  readonly before: AppArtefact | null;
  readonly after: AppArtefact | null;
  readonly comments: readonly ReviewComment[];
  readonly decisions: readonly Decision[];
  readonly viewed: readonly string[];
  readonly can: {
    readonly approve: boolean;
    readonly withdraw: boolean;
    readonly comment: boolean;
    readonly why_not: readonly string[] | string | null;
  };
  readonly release: { readonly id: string; readonly state: string } | null;
}

/** Sentences from an answer that gives one, several or none. */
export const sentences = (value: readonly string[] | string | null): readonly string[] =>
  value === null ? [] : typeof value === "string" ? [value] : value;
