/** What the deployments endpoints answer. */
import type { Schemas } from "@/api/types";

export type ReleaseDetail = Schemas["ReleaseOut"];
export type ReleaseRow = Schemas["ReleaseSummaryOut"];
export type ReleaseStep = Schemas["ReleaseStepOut"];
