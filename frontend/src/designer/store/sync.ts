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
import { ask, isAbout, questionOf, withClashes } from "@/document/sync/ask";
import type { Batch, Conflict, OtherBatch } from "@/document/sync/batch";
import { rebase } from "@/document/sync/rebase";
import { replay } from "@/document/sync/replay";
import { keepMine, keepTheirs, mergedLists } from "@/document/sync/resolve";

export const AFTER_LAST_EDIT_MS = 800;
export const AT_MOST_MS = 5000;
const RETRY_MS = [2000, 5000, 15_000, 30_000];

export interface Server {
  send(body: BatchBody): Promise<SavedAnswer>;
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
    const rest = state.pending.filter((one) => one.id !== batch.id);
    const { unseen, since, after } = news(answer.merged);
    oldBase = null;
    try {
      if (answer.revision !== state.revision + unseen.length + 1)
        throw new OperationRefused("gap", "A revision is missing.");
      const confirmed = apply(replay(state.confirmed, unseen), batch.operations).document;
      if (since.length === 0) advance(confirmed, answer.revision, rest, answer.saved_at);
      else settle({ ...answer, document: confirmed }, rest, since);
    } catch (error) {
      if (!(error instanceof OperationRefused)) throw error;
      await reload(rest, after);
    }
    keep();
  };

  /** Of what others did: what is not on the screen yet, and what the unsent batches were made without. */
  const news = (merged: readonly OtherBatch[]) => {
    const { revision } = store.getState();
    const unseen = merged.filter((one) => (one.revision ?? Number.POSITIVE_INFINITY) > revision);
    return { unseen, since: oldBase === null ? unseen : merged, after: oldBase ?? revision };
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

  /** Puts what is unsent on what the server has, and asks about whatever others took or changed meanwhile. */
  const settle = (
    answer: Pick<DraftAnswer, "document" | "revision" | "saved_at">,
    rest: readonly Batch[],
    others: readonly OtherBatch[],
  ) => {
    const confirmed = complete(answer.document);
    const based = rebase(confirmed, ask(confirmed, rest, others));
    store.setState((state) => ({
      confirmed,
      revision: answer.revision,
      document: based.document,
      pending: based.pending,
      clash: questionOf(based.pending),
      saves: state.saves + 1,
      status: based.pending.length > 0 ? { kind: "saving" } : { kind: "saved", at: answer.saved_at },
    }));
  };

  const reload = async (rest: readonly Batch[], after: number) => {
    const fresh = await server.draft();
    settle(fresh, rest, await server.others(after));
    const own = stack.fromServer(fresh.history);
    store.setState({ history: rest.length === 0 ? own : store.getState().history });
  };

  const refused = (batch: Batch, error: unknown): boolean | Promise<boolean> => {
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

  const conflicted = async (batch: Batch, answer: ConflictAnswer): Promise<boolean> => {
    const state = store.getState();
    const conflicts = answer.conflicts.map(named);
    const united = mergedLists(batch, conflicts, state.confirmed);
    const { unseen, since } = news(answer.merged);
    const { confirmed, revision } = await newest(unseen, answer.revision);
    oldBase = null;
    const id = crypto.randomUUID();
    const renewed = { ...(united ?? batch), id, kind: united ? batch.kind : ("edit" as const) };
    const pending = store.getState().pending.map((one) => (one.id === batch.id ? renewed : one));
    const asked = ask(confirmed, pending, since).map((one) =>
      one.id === id ? withClashes(one, united ? [] : answered(one.clashes ?? [], conflicts)) : one,
    );
    const based = rebase(confirmed, asked);
    store.setState((now) => ({
      confirmed,
      revision,
      pending: based.pending,
      history: now.history.map((step) => (step.id === batch.id ? { ...step, id } : step)),
      document: based.document,
      clash: questionOf(based.pending),
    }));
    keep();
    return united !== null;
  };

  const newest = async (unseen: readonly OtherBatch[], revision: number) => {
    try {
      return { confirmed: replay(store.getState().confirmed, unseen), revision };
    } catch (error) {
      if (!(error instanceof OperationRefused)) throw error;
      const fresh = await server.draft();
      return { confirmed: complete(fresh.document), revision: fresh.revision };
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
      const saved_at = others.at(-1)?.at ?? new Date().toISOString();
      settle({ document: confirmed, revision, saved_at }, state.pending, others);
    } catch (error) {
      if (!(error instanceof OperationRefused)) throw error;
      await reload(state.pending, state.revision);
    }
    keep();
  };

  const goOn = (pending: readonly Batch[], history: stack.History) => {
    const { confirmed } = store.getState();
    const based = rebase(confirmed, ask(confirmed, pending, []));
    store.setState({
      pending: based.pending,
      document: based.document,
      clash: questionOf(based.pending),
      history: based.pending.reduce(stack.renewed, history),
      status: based.pending.length > 0 ? { kind: "saving" } : { kind: "saved", at: new Date().toISOString() },
    });
    keep();
    void flush();
  };

  const discard = () => {
    const { pending, history } = store.getState();
    const [first, ...rest] = pending;
    if (first) goOn(rest, stack.without(history, first.id));
  };

  const resolve = (change: typeof keepMine) => {
    const { clash, confirmed, pending, history } = store.getState();
    if (!clash) return;
    let document = confirmed;
    const decided = pending.map((batch) => {
      const isAsked = (one: Conflict) => clash.conflicts.some((other) => isAbout(one, other));
      const asked = (batch.clashes ?? []).filter(isAsked);
      const open = (batch.clashes ?? []).filter((one) => !isAsked(one));
      const next = asked.length > 0 ? withClashes(change(batch, asked, document), open) : batch;
      document = rebase(document, [next]).document;
      return next;
    });
    const left = decided.filter((one) => one.operations.length > 0);
    const gone = decided.filter((one) => one.operations.length === 0);
    goOn(
      left,
      gone.reduce<stack.History>((steps, one) => stack.without(steps, one.id), history),
    );
  };

  return {
    touched,
    flush,
    poll,
    keepMine: () => resolve(keepMine),
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

/** The server says what clashes; of deletions this side knows more, how to take them back. */
function answered(own: readonly Conflict[], theirs: readonly Conflict[]): readonly Conflict[] {
  const deleted = own.filter((one) => one.gone !== undefined);
  return [...deleted, ...theirs.filter((one) => one.kind !== "deleted" || deleted.length === 0)];
}
