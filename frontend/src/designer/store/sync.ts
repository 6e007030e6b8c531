/** Sends what is pending: 800 ms after the last edit, 5 s after the first at most; keeps it until it is answered. */
import { Problem } from "@/api/client";
import type {
  BatchBody,
  ConflictAnswer,
  DraftAnswer,
  SavedAnswer,
  ServerConflict,
} from "@/designer/store/api";
import type { DraftStore } from "@/designer/store/draft";
import type { Keeper } from "@/designer/store/keep";
import { complete } from "@/document/complete";
import * as stack from "@/document/history/stack";
import { apply } from "@/document/operations/apply";
import { OperationRefused } from "@/document/operations/refused";
import type { Batch, Conflict, OtherBatch } from "@/document/sync/batch";
import { localClashes } from "@/document/sync/localClashes";
import { rebase } from "@/document/sync/rebase";
import { replay } from "@/document/sync/replay";
import { keepTheirs, mergedLists } from "@/document/sync/resolve";

export const AFTER_LAST_EDIT_MS = 800;
export const AT_MOST_MS = 5000;
const RETRY_MS = [2000, 5000, 15_000, 30_000];

export interface Server {
  send(body: BatchBody, keepalive?: boolean): Promise<SavedAnswer>;
  draft(): Promise<DraftAnswer>;
  others(after: number): Promise<readonly OtherBatch[]>;
}

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
  let timer: ReturnType<typeof setTimeout> | null = null;
  let firstEdit: number | null = null;
  let retries = 0;
  let sending: Promise<void> | null = null;
  let stopped = false;
  /** After a reload the oldest kept batch goes out on the revision it was made on. */
  let oldBase = base;

  const keep = () => {
    const { pending, revision } = store.getState();
    keeper.write(pending.length > 0 ? { base: oldBase ?? revision, pending } : null);
  };

  const plan = (delay: number) => {
    if (stopped) return;
    if (timer) clearTimeout(timer);
    timer = setTimeout(() => void flush(), delay);
  };

  const touched = () => {
    keep();
    const now = Date.now();
    firstEdit ??= now;
    const { status, clash } = store.getState();
    if (clash) return;
    if (status.kind === "saved") store.setState({ status: { kind: "saving" } });
    plan(Math.max(0, Math.min(AFTER_LAST_EDIT_MS, firstEdit + AT_MOST_MS - now)));
  };

  const flush = (): Promise<void> => {
    if (timer) clearTimeout(timer);
    timer = null;
    sending ??= drain().finally(() => {
      sending = null;
    });
    return sending;
  };

  const drain = async () => {
    firstEdit = null;
    while (!stopped) {
      const { pending, clash } = store.getState();
      const batch = pending[0];
      if (!batch || clash) return;
      store.setState({ inFlight: batch.id, status: { kind: "saving" } });
      const goesOn = await sendOne(batch);
      store.setState({ inFlight: null });
      if (!goesOn) return;
    }
  };

  const sendOne = async (batch: Batch): Promise<boolean> => {
    const { revision } = store.getState();
    try {
      const answer = await server.send({
        base_revision: oldBase ?? revision,
        batch_id: batch.id,
        label: batch.label,
        kind: batch.kind,
        target: batch.target,
        operations: batch.operations,
      });
      retries = 0;
      await accepted(batch, answer);
      return true;
    } catch (error) {
      return refused(batch, error);
    }
  };

  const accepted = async (batch: Batch, answer: SavedAnswer) => {
    const state = store.getState();
    oldBase = null;
    const rest = state.pending.filter((one) => one.id !== batch.id);
    const unseen = answer.merged.filter((one) => (one.revision ?? Number.POSITIVE_INFINITY) > state.revision);
    try {
      if (answer.revision !== state.revision + unseen.length + 1)
        throw new OperationRefused("gap", "A revision is missing.");
      const confirmed = apply(replay(state.confirmed, unseen), batch.operations).document;
      if (unseen.length === 0) advance(confirmed, answer.revision, rest, answer.saved_at);
      else settle(confirmed, answer.revision, rest, answer.saved_at);
      clashesWith(unseen);
    } catch (error) {
      if (!(error instanceof OperationRefused)) throw error;
      await reload(rest);
    }
    keep();
  };

  /** Nobody else was there: what is on the screen stays the very same objects, and nothing is drawn again. */
  const advance = (
    confirmed: DraftAnswer["document"],
    revision: number,
    rest: readonly Batch[],
    at: string,
  ) => {
    store.setState((state) => ({
      confirmed: rest.length === 0 ? state.document : confirmed,
      revision,
      pending: rest,
      saves: state.saves + 1,
      status: rest.length > 0 ? { kind: "saving" } : { kind: "saved", at },
    }));
  };

  const settle = (
    document: DraftAnswer["document"],
    revision: number,
    rest: readonly Batch[],
    at: string,
  ) => {
    const confirmed = complete(document);
    const based = rebase(confirmed, rest);
    store.setState((state) => ({
      confirmed,
      revision,
      document: based.document,
      pending: based.pending,
      saves: state.saves + 1,
      status: based.pending.length > 0 ? { kind: "saving" } : { kind: "saved", at },
    }));
  };

  const reload = async (rest: readonly Batch[]) => {
    const fresh = await server.draft();
    settle(fresh.document, fresh.revision, rest, fresh.saved_at);
    const own = stack.fromServer(fresh.history);
    store.setState({ history: rest.length === 0 ? own : store.getState().history });
  };

  const refused = (batch: Batch, error: unknown): boolean => {
    if (!(error instanceof Problem)) throw error;
    if (error.status === 0) {
      store.setState({ status: { kind: "offline" } });
      plan(RETRY_MS[Math.min(retries, RETRY_MS.length - 1)] ?? 30_000);
      retries += 1;
      return false;
    }
    if (error.status === 409 && error.code === "draft-conflict") {
      return conflicted(batch, error.data as unknown as ConflictAnswer);
    }
    const isPassing = error.status >= 500 || error.status === 429;
    store.setState({ status: { kind: "failed", message: error.message, isFinal: !isPassing } });
    if (isPassing) {
      plan(RETRY_MS[Math.min(retries, RETRY_MS.length - 1)] ?? 30_000);
      retries += 1;
    }
    return false;
  };

  const conflicted = (batch: Batch, answer: ConflictAnswer): boolean => {
    const state = store.getState();
    const conflicts = answer.conflicts.map(named);
    const unseen = answer.merged.filter((one) => (one.revision ?? Number.POSITIVE_INFINITY) > state.revision);
    const united = mergedLists(batch, conflicts, state.confirmed);
    oldBase = null;
    let confirmed = state.confirmed;
    try {
      confirmed = replay(state.confirmed, unseen);
    } catch (error) {
      if (!(error instanceof OperationRefused)) throw error;
      void reload(state.pending);
    }
    const renewed = {
      ...(united ?? batch),
      id: crypto.randomUUID(),
      kind: united ? batch.kind : asEdit(batch),
    };
    const pending = state.pending.map((one) => (one.id === batch.id ? renewed : one));
    store.setState({
      confirmed,
      revision: answer.revision,
      pending,
      history: state.history.map((step) => (step.id === batch.id ? { ...step, id: renewed.id } : step)),
      document: rebase(confirmed, pending).document,
      clash: united ? null : { batch: renewed.id, conflicts },
    });
    keep();
    return united !== null;
  };

  /** Others changed a property that an unsent batch sets too: ask before it is sent. */
  const clashesWith = (others: readonly OtherBatch[]) => {
    const { pending, clash } = store.getState();
    if (clash) return;
    for (const batch of pending) {
      const conflicts = localClashes([batch], others);
      if (conflicts.length > 0) {
        store.setState({ clash: { batch: batch.id, conflicts } });
        return;
      }
    }
  };

  const poll = async () => {
    const before = store.getState();
    if (before.inFlight || before.clash || sending || oldBase !== null) return;
    const others = await server.others(before.revision);
    const state = store.getState();
    if (state.inFlight || sending || state.revision !== before.revision || others.length === 0) return;
    try {
      const confirmed = replay(state.confirmed, others);
      const revision = others.reduce((top, one) => Math.max(top, one.revision ?? 0), state.revision);
      const at = others.at(-1)?.at ?? new Date().toISOString();
      settle(confirmed, revision, state.pending, at);
      clashesWith(others);
    } catch (error) {
      if (!(error instanceof OperationRefused)) throw error;
      await reload(state.pending);
    }
    keep();
  };

  const discard = () => {
    const state = store.getState();
    const [first, ...rest] = state.pending;
    if (!first) return;
    const based = rebase(state.confirmed, rest);
    store.setState({
      pending: based.pending,
      document: based.document,
      history: stack.without(state.history, first.id),
      status: based.pending.length > 0 ? { kind: "saving" } : { kind: "saved", at: new Date().toISOString() },
    });
    keep();
    void flush();
  };

  const resolve = (change: (batch: Batch, conflicts: readonly Conflict[]) => Batch) => {
    const state = store.getState();
    const { clash } = state;
    if (!clash) return;
    const pending = state.pending
      .map((one) => (one.id === clash.batch ? change(one, clash.conflicts) : one))
      .filter((one) => one.operations.length > 0);
    const based = rebase(state.confirmed, pending);
    const isGone = !based.pending.some((one) => one.id === clash.batch);
    store.setState({
      clash: null,
      pending: based.pending,
      document: based.document,
      history: isGone ? stack.without(state.history, clash.batch) : state.history,
      status: based.pending.length > 0 ? { kind: "saving" } : { kind: "saved", at: new Date().toISOString() },
    });
    keep();
    void flush();
  };

  return {
    touched,
    flush,
    poll,
    keepMine: () => resolve((batch) => batch),
    keepTheirs: () => resolve(keepTheirs),
    discard,
    stop: () => {
      stopped = true;
      if (timer) clearTimeout(timer);
    },
  };
}

function named(conflict: ServerConflict): Conflict {
  return { ...conflict, by: typeof conflict.by === "string" ? conflict.by : conflict.by.name };
}

/** An undo that would overwrite somebody is no undo any more once the person insists: it is an edit. */
function asEdit(batch: Batch): Batch["kind"] {
  return batch.kind === "edit" ? batch.kind : "edit";
}
