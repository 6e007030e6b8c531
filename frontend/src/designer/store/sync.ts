/** Sends what is pending: 800 ms after the last edit, 5 s after the first at most; keeps it until it is answered. */
import { Problem } from "@/api/client";
import type { ConflictAnswer, Server } from "@/designer/store/api";
import { decide, discardFirst } from "@/designer/store/decide";
import type { DraftStore } from "@/designer/store/draft";
import type { Keeper } from "@/designer/store/keep";
import { accepted, conflicted, received } from "@/designer/store/merge";
import { keep, type Tab } from "@/designer/store/tab";
import type { Batch } from "@/document/sync/batch";
import { keepMine, keepTheirs } from "@/document/sync/resolve";

export type { Server };
export const AFTER_LAST_EDIT_MS = 800;
export const AT_MOST_MS = 5000;
const RETRY_MS = [2000, 5000, 15_000, 30_000];
const LONGEST_RETRY_MS = 30_000;

export interface Sync {
  /** Tells the sync that something changed. */
  touched(): void;
  /** Sends now; resolves when nothing is left to send or it could not be sent. */
  flush(): Promise<void>;
  poll(): Promise<void>;
  keepMine(): void;
  keepTheirs(): void;
  /** Gives up the oldest unsent batch, which the server will never take. */
  discard(): void;
  stop(): void;
}

export function syncOf(store: DraftStore, server: Server, keeper: Keeper, base: number | null = null): Sync {
  const sender = new Sender({ store, server, keeper, oldBase: base });
  const after = (change: () => void) => {
    change();
    void sender.flush();
  };
  return {
    touched: () => sender.touched(),
    flush: () => sender.flush(),
    poll: () => sender.poll(),
    keepMine: () => after(() => decide(sender.tab, keepMine)),
    keepTheirs: () => after(() => decide(sender.tab, keepTheirs)),
    discard: () => after(() => discardFirst(sender.tab)),
    stop: () => sender.stop(),
  };
}

/** Decides when to send, one batch at a time, and when to try again. */
class Sender {
  private timer: ReturnType<typeof setTimeout> | null = null;
  private firstEdit: number | null = null;
  private retries = 0;
  private sending: Promise<void> | null = null;
  private isStopped = false;

  constructor(readonly tab: Tab) {}

  touched(): void {
    const { store } = this.tab;
    keep(this.tab);
    const now = Date.now();
    this.firstEdit ??= now;
    const { status, clash } = store.getState();
    if (clash) return;
    if (status.kind === "saved") store.setState({ status: { kind: "saving" } });
    this.plan(Math.max(0, Math.min(AFTER_LAST_EDIT_MS, this.firstEdit + AT_MOST_MS - now)));
  }

  flush(): Promise<void> {
    this.clearTimer();
    this.sending ??= this.drain().finally(() => {
      this.sending = null;
    });
    return this.sending;
  }

  async poll(): Promise<void> {
    const { store, server } = this.tab;
    const before = store.getState();
    if (before.inFlight || before.clash || this.sending || this.tab.oldBase !== null) return;
    const others = await server.others(before.revision);
    const state = store.getState();
    if (state.inFlight || this.sending || state.revision !== before.revision || others.length === 0) return;
    await received(this.tab, others);
  }

  stop(): void {
    this.isStopped = true;
    this.clearTimer();
  }

  private clearTimer(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
  }

  private plan(delay: number): void {
    if (this.isStopped) return;
    this.clearTimer();
    this.timer = setTimeout(() => void this.flush(), delay);
  }

  private async drain(): Promise<void> {
    const { store } = this.tab;
    this.firstEdit = null;
    while (!this.isStopped) {
      const { pending, clash } = store.getState();
      const batch = pending[0];
      if (!batch || clash) return;
      store.setState({ inFlight: batch.id, status: { kind: "saving" } });
      const goesOn = await this.sendOne(batch);
      store.setState({ inFlight: null });
      if (!goesOn) return;
    }
  }

  private async sendOne(batch: Batch): Promise<boolean> {
    const { store, server, oldBase } = this.tab;
    try {
      const answer = await server.send({
        base_revision: oldBase ?? store.getState().revision,
        batch_id: batch.id,
        label: batch.label,
        kind: batch.kind,
        target: batch.target,
        operations: batch.operations,
      });
      this.retries = 0;
      await accepted(this.tab, batch, answer);
      return true;
    } catch (error) {
      return this.refused(batch, error);
    }
  }

  private refused(batch: Batch, error: unknown): boolean | Promise<boolean> {
    const { store } = this.tab;
    if (!(error instanceof Problem)) throw error;
    if (error.status === 0) {
      store.setState({ status: { kind: "offline" } });
      this.tryAgain();
      return false;
    }
    if (error.status === 409 && error.code === "draft-conflict") {
      return conflicted(this.tab, batch, error.data as unknown as ConflictAnswer);
    }
    const isPassing = error.status >= 500 || error.status === 429;
    store.setState({ status: { kind: "failed", message: error.message, isFinal: !isPassing } });
    if (isPassing) this.tryAgain();
    return false;
  }

  private tryAgain(): void {
    this.plan(RETRY_MS[this.retries] ?? LONGEST_RETRY_MS);
    this.retries += 1;
  }
}
