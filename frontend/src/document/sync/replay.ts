import { apply } from "@/document/operations/apply";
import type { OtherBatch } from "@/document/sync/batch";
import type { Definition } from "@/document/types";

/** The document after what others did. Throws OperationRefused when it is not the base they built on. */
export function replay(document: Definition, batches: readonly OtherBatch[]): Definition {
  return batches.reduce((at, batch) => apply(at, batch.operations).document, document);
}
