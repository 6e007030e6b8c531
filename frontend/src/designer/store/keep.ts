/** What the server does not have yet, kept in the browser, so that nothing typed is lost. */
import { get, update } from "idb-keyval";
import type { Batch } from "@/document/sync/batch";

export interface Kept {
  /** The revision the oldest batch was made on. */
  readonly base: number;
  readonly pending: readonly Batch[];
}

export interface Keeper {
  read(): Promise<Kept | null>;
  write(kept: Kept | null): void;
}

export interface KeptBatch {
  readonly base: number;
  readonly batch: Batch;
}

/** What stays of an entry when a tab, which knows `own` batches, now has `kept` unsent; other tabs' batches stay. */
export function withOwn(
  all: readonly KeptBatch[],
  own: ReadonlySet<string>,
  kept: Kept | null,
): readonly KeptBatch[] {
  const others = all.filter((one) => !own.has(one.batch.id));
  return [...others, ...(kept?.pending ?? []).map((batch) => ({ base: kept?.base ?? 0, batch }))];
}

/** One key for each person and draft: whoever signs in next at this browser must not send another's edits. */
export function keyOf(person: string, appId: string): string {
  return `guildhall-draft:${person}:${appId}`;
}

/** One entry per person and draft in IndexedDB. A browser that refuses storage keeps working; only a reload loses edits. */
export function keeperOf(person: string, appId: string): Keeper {
  const key = keyOf(person, appId);
  const own = new Set<string>();
  let last: Promise<unknown> = Promise.resolve();
  return {
    read: async () => {
      try {
        const all = (await get<readonly KeptBatch[]>(key)) ?? [];
        if (all.length === 0) return null;
        for (const one of all) own.add(one.batch.id);
        return { base: Math.min(...all.map((one) => one.base)), pending: all.map((one) => one.batch) };
      } catch {
        return null;
      }
    },
    write: (kept) => {
      for (const batch of kept?.pending ?? []) own.add(batch.id);
      const known = new Set(own);
      last = last
        .then(() => update<readonly KeptBatch[]>(key, (all) => [...withOwn(all ?? [], known, kept)]))
        .catch(() => undefined);
    },
  };
}
