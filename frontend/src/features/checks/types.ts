/** What the governance endpoints answer, shared by submitting and reviewing. */
import type { Schemas } from "@/api/types";
import type { Artefact } from "@/renderer";

/** The compiled app, as the renderer takes it. */
export type AppArtefact = Artefact;

export type Finding = Schemas["FindingOut"];
export type RouteStep = Schemas["RouteOut"];
export type Tier = Schemas["TierOut"];
export type DataPlan = Schemas["PlanOut"];
export type ReviewComment = Schemas["CommentOut"];
export type CheckRun = Schemas["CheckRunOut"];

/** A problem of the language (`definition.problems`). */
export interface Problem {
  readonly code: string;
  /** JSON pointer into the document. */
  readonly pointer: string;
  readonly severity: "error" | "warning";
  readonly message: string;
  readonly object_id: string | null;
}

/** A change with the words the compiler uses (`definition.diff`). */
export type Change = Omit<Schemas["ChangeOut"], "area" | "kind" | "class"> & {
  readonly area: "data" | "form" | "lists" | "rules" | "access" | "texts";
  readonly kind: "added" | "changed" | "removed" | "moved";
  readonly class: "additive" | "risky" | "destructive";
};

export type SubmissionPreview = Omit<Schemas["PreviewOut"], "problems" | "changes"> & {
  readonly problems: readonly Problem[];
  readonly changes: readonly Change[];
};

export type Review = Omit<Schemas["SubmissionOut"], "changes" | "before" | "after"> & {
  readonly changes: readonly Change[];
  readonly before: AppArtefact | null;
  readonly after: AppArtefact | null;
};
