import type { Batch, Conflict, OtherBatch } from "@/document/sync/batch";
import { deletedClashes } from "@/document/sync/deletedClashes";
import { localClashes } from "@/document/sync/localClashes";
import { rebase } from "@/document/sync/rebase";
import { isThere } from "@/document/sync/removals";
import type { Definition } from "@/document/types";

/** The unsent batches, each with what the person must be asked about it, now that others did this as well. */
export function ask(
  confirmed: Definition,
  pending: readonly Batch[],
  others: readonly OtherBatch[],
): readonly Batch[] {
  let document = confirmed;
  return pending.map((batch) => {
    const open = (batch.clashes ?? []).filter(
      (one) => one.gone === undefined || !isThere(document, one.gone),
    );
    const news = [...deletedClashes(batch, others, document), ...localClashes(batch, others, confirmed)];
    const asked = withClashes(batch, [
      ...open.filter((one) => !news.some((other) => same(one, other))),
      ...news,
    ]);
    document = rebase(document, [batch]).document;
    return asked;
  });
}

/** The batch with these questions; without the property when there are none. */
export function withClashes(batch: Batch, clashes: readonly Conflict[]): Batch {
  const { clashes: _, ...plain } = batch;
  return clashes.length > 0 ? { ...plain, clashes } : plain;
}

export interface Question {
  readonly batch: string;
  readonly conflicts: readonly Conflict[];
}

/**
 * The first open question: all that the first batch with one asks, and what later batches did to the same things,
 * so that one answer settles them. Of one property the newest own value is shown.
 */
export function questionOf(pending: readonly Batch[]): Question | null {
  const first = pending.find((batch) => batch.clashes?.length);
  if (!first?.clashes) return null;
  const asked = first.clashes;
  const later = pending
    .slice(pending.indexOf(first) + 1)
    .flatMap((batch) => batch.clashes ?? [])
    .filter((one) => asked.some((other) => isAbout(one, other)));
  const all = [...asked, ...later];
  const newest = all.filter((one, index) => !all.slice(index + 1).some((other) => same(one, other)));
  return { batch: first.id, conflicts: newest };
}

/** Whether one answer settles both. */
export function isAbout(one: Conflict, other: Conflict): boolean {
  return same(one, other) || (one.gone !== undefined && one.gone === other.gone);
}

function same(one: Conflict, other: Conflict): boolean {
  return one.in === other.in && one.id === other.id && one.path === other.path;
}
