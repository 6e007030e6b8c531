import type { ReactNode } from "react";
import type { FieldProblem, RenderMode, Services } from "@/library/types";
import type { Artefact } from "./artefact";
import type { FormStore } from "./formStore";

/** What came of sending. Problems by field key; `failure` is shown as it is, everything typed stays. */
export type SendResult =
  | { readonly state: "sent" }
  | { readonly state: "refused"; readonly problems: Readonly<Record<string, FieldProblem>> }
  | { readonly state: "failed"; readonly failure: ReactNode };

export interface FormFlowProps {
  readonly artefact: Artefact;
  readonly store: FormStore;
  readonly mode: Extract<RenderMode, "live" | "preview">;
  readonly services: Services;
  /** Called with the canonical values once all steps are valid; never twice at a time. */
  readonly onSend: (payload: ReturnType<FormStore["payload"]>) => Promise<SendResult>;
  /** Words of the last button, e.g. "Save changes". */
  readonly sendLabel?: string;
  readonly sendingLabel?: string;
  /** Beside the primary button: "Save for later". */
  readonly aside?: ReactNode;
  /** Steps become entries of the browser's history, so that its Back goes one step back. */
  readonly history?: boolean;
  readonly onStep?: (place: Place) => void;
  readonly startStep?: number;
  readonly skipCheck?: boolean;
}

/** Where the person is: the index of a step, or the page with all answers. */
export type Place = number | "check";
