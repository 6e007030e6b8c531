/** One browser tab with an open draft: what it shows, whom it saves to, and where it keeps what is unsent. */
import type { Server } from "@/designer/store/api";
import type { DraftState, DraftStore } from "@/designer/store/draft";
import type { Keeper } from "@/designer/store/keep";
import * as stack from "@/document/history/stack";
import { ask, questionOf } from "@/document/sync/ask";
import type { Batch, OtherBatch } from "@/document/sync/batch";
import { rebase } from "@/document/sync/rebase";
import type { Definition } from "@/document/types";

export interface Tab {
  readonly store: DraftStore;
  readonly server: Server;
  readonly keeper: Keeper;
  /** After a reload the oldest kept batch goes out on the revision it was made on; else null. */
  oldBase: number | null;
}

export function keep({ store, keeper, oldBase }: Tab): void {
  const { pending, revision } = store.getState();
  keeper.write(pending.length > 0 ? { base: oldBase ?? revision, pending } : null);
}

type Shown = Pick<DraftState, "confirmed" | "document" | "pending" | "known" | "history" | "clash">;

/**
 * The unsent batches on what the server has, with what must be asked about them now that others did this as well.
 * Everything that depends on them is taken anew together: no step of the history outlives its batch, and none keeps
 * an inverse from before somebody else's change.
 */
export function shown(
  confirmed: Definition,
  pending: readonly Batch[],
  others: readonly OtherBatch[],
  known: stack.History,
): Shown {
  const based = rebase(confirmed, ask(confirmed, pending, others));
  return {
    confirmed,
    document: based.document,
    pending: based.pending,
    known,
    history: stack.historyOf(known, based.pending),
    clash: questionOf(based.pending),
  };
}
