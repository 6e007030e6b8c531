import { apply } from "@/document/operations/apply";
import { OperationRefused } from "@/document/operations/refused";
import type { Definition, Operation } from "@/document/types";

/** Whether these operations still fit, and if not, why in a sentence. */
export function fits(document: Definition, operations: readonly Operation[]): string | null {
  if (operations.length === 0) return "Somebody already did the same.";
  try {
    apply(document, operations);
    return null;
  } catch (error) {
    if (!(error instanceof OperationRefused)) throw error;
    return error.code === "not-found"
      ? "Somebody deleted what this step changed."
      : "Somebody changed what this step needs.";
  }
}
