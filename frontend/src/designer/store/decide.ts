/** What the person decides about an unsent batch: whose change stays, or to give it up. */
import { keep, shown, type Tab } from "@/designer/store/tab";
import { isAbout, type Question, withClashes } from "@/document/sync/ask";
import type { Batch, Conflict } from "@/document/sync/batch";
import { rebase } from "@/document/sync/rebase";
import type { Definition } from "@/document/types";

/** One answer: the batch as it goes on, without the conflicts it was asked about. */
type Answer = (batch: Batch, conflicts: readonly Conflict[], document: Definition) => Batch;

/** Gives the same answer to all that the open question is about. */
export function decide(tab: Tab, answer: Answer): void {
  const { clash, confirmed, pending } = tab.store.getState();
  if (!clash) return;
  let document = confirmed;
  const decided = pending.map((batch) => {
    const next = settled(batch, clash, pending, (asked) => answer(batch, asked, document));
    document = rebase(document, [next]).document;
    return next;
  });
  goOn(tab, decided);
}

function settled(
  batch: Batch,
  clash: Question,
  pending: readonly Batch[],
  answer: (asked: readonly Conflict[]) => Batch,
): Batch {
  const isAsked = (one: Conflict) => clash.conflicts.some((other) => isAbout(one, other));
  const asked = (batch.clashes ?? []).filter(isAsked);
  if (asked.length === 0) return batch;
  const next = withClashes(
    answer(asked),
    (batch.clashes ?? []).filter((one) => !isAsked(one)),
  );
  // The server would ask once more about an undo of a step that others changed since it was saved.
  const isSaved = batch.target !== null && pending.every((one) => one.id !== batch.target);
  return isSaved ? { ...next, kind: "edit", target: null } : next;
}

/** Gives up the oldest unsent batch, and with it what only took it back. */
export function discardFirst(tab: Tab): void {
  const [first, ...rest] = tab.store.getState().pending;
  if (first?.kind === "edit") goOn(tab, [{ ...first, operations: [] }, ...rest]);
  else if (first) goOn(tab, rest);
}

function goOn(tab: Tab, pending: readonly Batch[]): void {
  const { confirmed, known } = tab.store.getState();
  const next = shown(confirmed, pending, [], known);
  tab.store.setState({
    ...next,
    status: next.pending.length > 0 ? { kind: "saving" } : { kind: "saved", at: new Date().toISOString() },
  });
  keep(tab);
}
