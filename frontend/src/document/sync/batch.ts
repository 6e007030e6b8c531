import type { Operation } from "@/document/types";

/** One step on its way to the server. `base` is not part of it: it is whatever was confirmed when it is sent. */
export interface Batch {
  readonly id: string;
  readonly label: string;
  readonly kind: "edit" | "undo" | "redo";
  readonly target: string | null;
  readonly operations: readonly Operation[];
  readonly inverse: readonly Operation[];
  /** Milliseconds; typing into the same property within a short time grows one batch. */
  readonly at: number;
  readonly coalesce: string | null;
  /** Questions to the person before it may be sent; kept with it, so that a reload asks them again. */
  readonly clashes?: readonly Conflict[];
}

/** A batch somebody else made. */
export interface OtherBatch {
  readonly label: string;
  readonly batch_id?: string;
  readonly revision?: number;
  readonly at?: string;
  readonly operations: readonly Operation[];
  /** What would take it back. */
  readonly inverse?: readonly Operation[];
  readonly by?: { readonly name: string; readonly initials?: string } | string | null;
}

export interface Conflict {
  readonly in: string;
  readonly id: string;
  readonly path: string;
  readonly kind: "changed" | "deleted" | "used" | "exists";
  readonly yours: unknown;
  readonly theirs: unknown;
  readonly by: string;
  readonly at: string;
  /** What the person called the object that one of the two deleted. */
  readonly what?: string;
  /** The own batch deletes the object; others changed or used it. */
  readonly isDeletion?: boolean;
  /** Of "deleted": the object that is gone, and the operations that bring it back. */
  readonly gone?: string;
  readonly restore?: readonly Operation[];
}
