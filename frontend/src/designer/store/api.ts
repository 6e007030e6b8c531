/** The builder's and governance's answers that the designer reads. */
import { get, request } from "@/api/client";
import type { Manifest } from "@/document/catalogue";
import type { StoredStep } from "@/document/history/stack";
import type { Conflict, OtherBatch } from "@/document/sync/batch";
import type { Definition, Json, Operation } from "@/document/types";

export interface DraftAnswer {
  readonly app_id: string;
  readonly revision: number;
  readonly document: Definition;
  readonly saved_at: string;
  readonly history: readonly StoredStep[];
  /** Whether the reader may change it; else it is only to look at. */
  readonly can_edit: boolean;
}

export interface SavedAnswer {
  readonly revision: number;
  readonly saved_at: string;
  readonly merged: readonly OtherBatch[];
}

/** The data of a 409 "draft-conflict". */
export interface ConflictAnswer {
  readonly conflicts: readonly ServerConflict[];
  readonly revision: number;
  readonly merged: readonly OtherBatch[];
}

export type ServerConflict = Omit<Conflict, "by"> & { readonly by: { readonly name: string } | string };

export interface BatchBody {
  readonly base_revision: number;
  readonly batch_id: string;
  readonly label: string;
  readonly kind: "edit" | "undo" | "redo";
  readonly target: string | null;
  readonly operations: readonly Operation[];
}

/** The server of one draft, as the sync needs it. */
export interface Server {
  send(body: BatchBody): Promise<SavedAnswer>;
  draft(): Promise<DraftAnswer>;
  others(after: number): Promise<readonly OtherBatch[]>;
}

export interface ExpressionAnswer {
  readonly type: Json;
  readonly problems: readonly { readonly code: string; readonly message: string }[];
  readonly text: string | null;
  readonly variables: readonly string[];
}

export interface CheckRepair {
  readonly label: string;
  readonly operations: readonly Operation[];
}

export interface CheckProblem {
  readonly code: string;
  readonly pointer: string;
  readonly severity: "error" | "warning";
  readonly message: string;
  readonly object_id: string | null;
  readonly repair: CheckRepair | null;
}

export interface CheckFinding {
  readonly policy: string;
  readonly severity: "must_fix" | "advice";
  readonly message: string;
  readonly where: {
    readonly object_id: string | null;
    readonly label: string;
    readonly pointer: string;
  } | null;
  readonly why: string;
  readonly repair: CheckRepair | null;
}

export interface CheckAnswer {
  readonly revision: number;
  readonly problems: readonly CheckProblem[];
  readonly findings: readonly CheckFinding[];
  readonly passed: number;
  readonly tier: { readonly tier: number; readonly name: string; readonly reasons: readonly string[] } | null;
}

export interface AppAnswer {
  readonly id: string;
  readonly title: string;
  readonly owner: { readonly name: string };
}

export const draftOf = (appId: string) => get<DraftAnswer>(`/api/drafts/${appId}`);
export const othersAfter = (appId: string, revision: number) =>
  get<{ readonly revision: number; readonly batches: readonly OtherBatch[] } | readonly OtherBatch[]>(
    `/api/drafts/${appId}/operations?after=${revision}`,
  );
export const sendBatch = (appId: string, body: BatchBody) =>
  request<SavedAnswer>("POST", `/api/drafts/${appId}/operations`, { body });
export const compiledOf = (appId: string) =>
  get<{ readonly revision: number; readonly artefact: unknown; readonly problems: readonly CheckProblem[] }>(
    `/api/drafts/${appId}/compiled`,
  );
export const checkOf = (appId: string) => get<CheckAnswer>(`/api/apps/${appId}/check`);
export const appOf = (appId: string) => get<AppAnswer>(`/api/apps/${appId}`);
export const checkExpression = (appId: string, expression: string, entity: string) =>
  request<ExpressionAnswer>("POST", `/api/drafts/${appId}/expression`, { body: { expression, entity } });
export const catalogueAnswer = () =>
  get<{ readonly digest: string; readonly components: readonly Manifest[] }>("/api/catalogue");
