/** What the server answers and what others did meanwhile, put together with what is unsent. */
import type { ConflictAnswer, DraftAnswer, SavedAnswer, ServerConflict } from "@/designer/store/api";
import type { DraftState } from "@/designer/store/draft";
import { keep, shown, type Tab } from "@/designer/store/tab";
import { complete } from "@/document/complete";
import * as stack from "@/document/history/stack";
import { apply } from "@/document/operations/apply";
import { OperationRefused } from "@/document/operations/refused";
import { ask, withClashes } from "@/document/sync/ask";
import type { Batch, Conflict, OtherBatch } from "@/document/sync/batch";
import { nameOf } from "@/document/sync/localClashes";
import { ownDeletion } from "@/document/sync/ownDeletion";
import { removalsOf } from "@/document/sync/removals";
import { replay } from "@/document/sync/replay";
import { mergedLists } from "@/document/sync/resolve";
import type { Definition } from "@/document/types";

/** The server took the batch, on top of what it says others did. */
export async function accepted(tab: Tab, batch: Batch, answer: SavedAnswer): Promise<void> {
  const state = tab.store.getState();
  const rest = state.pending.filter((one) => one.id !== batch.id);
  const { unseen, since, after } = news(tab, answer.merged);
  tab.oldBase = null;
  try {
    if (answer.revision !== state.revision + unseen.length + 1)
      throw new OperationRefused("gap", "A revision is missing.");
    const { document, inverse } = apply(replay(state.confirmed, unseen), batch.operations);
    // As the server keeps it: what others did before the batch is part of what taking it back must leave.
    const known = stack.withBatch(state.known, { ...batch, inverse });
    if (since.length === 0) advance(tab, document, answer, rest, known);
    else settle(tab, { ...answer, document }, rest, since, known);
  } catch (error) {
    if (!(error instanceof OperationRefused)) throw error;
    await reload(tab, rest, after);
  }
  keep(tab);
}

/** Of what others did: what is not on the screen yet, and what the unsent batches were made without. */
function news({ store, oldBase }: Tab, merged: readonly OtherBatch[]) {
  const { revision } = store.getState();
  const unseen = merged.filter((one) => (one.revision ?? Number.POSITIVE_INFINITY) > revision);
  return { unseen, since: oldBase === null ? unseen : merged, after: oldBase ?? revision };
}

/** Nobody else was there: what is on the screen stays the very same objects, and nothing is drawn again. */
function advance(
  { store }: Tab,
  confirmed: DraftAnswer["document"],
  { revision, saved_at: at }: SavedAnswer,
  rest: readonly Batch[],
  known: stack.History,
): void {
  store.setState((state) => ({
    confirmed: rest.length === 0 ? state.document : confirmed,
    revision,
    pending: rest,
    known,
    history: stack.historyOf(known, rest),
    saves: state.saves + 1,
    status: rest.length > 0 ? { kind: "saving" } : { kind: "saved", at },
  }));
}

/** Puts what is unsent on what the server has, and asks about whatever others took or changed meanwhile. */
function settle(
  { store }: Tab,
  answer: Pick<DraftAnswer, "document" | "revision" | "saved_at">,
  rest: readonly Batch[],
  others: readonly OtherBatch[],
  known: stack.History,
): void {
  const next = shown(complete(answer.document), rest, others, known);
  store.setState((state) => ({
    ...next,
    taken: takenBy(others, next.document),
    revision: answer.revision,
    saves: state.saves + 1,
    status: next.pending.length > 0 ? { kind: "saving" } : { kind: "saved", at: answer.saved_at },
  }));
}

function takenBy(others: readonly OtherBatch[], document: Definition): DraftState["taken"] {
  return [...removalsOf(others, document).values()].map(({ id, batch }) => ({ id, by: nameOf(batch) }));
}

async function reload(tab: Tab, rest: readonly Batch[], after: number): Promise<void> {
  const fresh = await tab.server.draft();
  settle(tab, fresh, rest, await tab.server.others(after), stack.fromServer(fresh.history));
}

/** The server refused the batch because of others' changes. True when it can go out again without a question. */
export async function conflicted(tab: Tab, batch: Batch, answer: ConflictAnswer): Promise<boolean> {
  const conflicts = answer.conflicts.map((one) => ownDeletion(batch, named(one)));
  const united = mergedLists(batch, conflicts, tab.store.getState().confirmed);
  const { unseen, since } = news(tab, answer.merged);
  const { confirmed, revision } = await newest(tab, unseen, answer.revision);
  tab.oldBase = null;
  const id = crypto.randomUUID();
  // An undo that leaves others' changes in place is no longer one: it goes on as an own step.
  const renewed: Batch = { ...(united ?? batch), id, kind: "edit", target: null };
  const { pending, known } = tab.store.getState();
  const renamed = pending.map((one) => {
    if (one.id === batch.id) return renewed;
    return one.target === batch.id ? { ...one, target: id } : one;
  });
  const asked = ask(confirmed, renamed, since).map((one) =>
    one.id === id ? withClashes(one, united ? [] : answered(one.clashes ?? [], conflicts)) : one,
  );
  const next = shown(confirmed, asked, [], known);
  tab.store.setState({ ...next, taken: takenBy(since, next.document), revision });
  keep(tab);
  return united !== null;
}

async function newest({ store, server }: Tab, unseen: readonly OtherBatch[], revision: number) {
  try {
    return { confirmed: replay(store.getState().confirmed, unseen), revision };
  } catch (error) {
    if (!(error instanceof OperationRefused)) throw error;
    const fresh = await server.draft();
    return { confirmed: complete(fresh.document), revision: fresh.revision };
  }
}

/** Others changed the draft while nothing was on its way. */
export async function received(tab: Tab, batches: readonly OtherBatch[]): Promise<void> {
  const state = tab.store.getState();
  try {
    const confirmed = replay(state.confirmed, batches);
    const revision = batches.reduce((top, one) => Math.max(top, one.revision ?? 0), state.revision);
    const saved_at = batches.at(-1)?.at ?? new Date().toISOString();
    const { rest, known } = arrived(state.pending, state.known, batches);
    settle(tab, { document: confirmed, revision, saved_at }, rest, batches, known);
  } catch (error) {
    if (!(error instanceof OperationRefused)) throw error;
    const { rest } = arrived(state.pending, state.known, batches);
    await reload(tab, rest, state.revision);
  }
  keep(tab);
}

/** An own batch whose answer was lost comes back among the others': it is sent, and its step stays. */
function arrived(pending: readonly Batch[], known: stack.History, batches: readonly OtherBatch[]) {
  const found = new Map(batches.map((one) => [one.batch_id, one]));
  const rest = pending.filter((one) => !found.has(one.id));
  const steps = pending.flatMap((one) => {
    const { operations, inverse = one.inverse } = found.get(one.id) ?? { operations: null };
    return operations ? [{ ...one, operations, inverse }] : [];
  });
  return { rest, known: stack.historyOf(known, steps) };
}

function named(conflict: ServerConflict): Conflict {
  return { ...conflict, by: typeof conflict.by === "string" ? conflict.by : conflict.by.name };
}

/** The server says what clashes; of deletions this side knows more, how to take them back. */
function answered(own: readonly Conflict[], theirs: readonly Conflict[]): readonly Conflict[] {
  const deleted = own.filter((one) => one.gone !== undefined);
  return [...deleted, ...theirs.filter((one) => one.kind !== "deleted" || deleted.length === 0)];
}
