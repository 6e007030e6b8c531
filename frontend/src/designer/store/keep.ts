/** What the server does not have yet, kept in the browser, so that nothing typed is lost. */
import { del, get, set } from "idb-keyval";
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

/** One entry per draft in IndexedDB. A browser that refuses storage keeps working; only a reload then loses edits. */
export function keeperOf(appId: string): Keeper {
  const key = `guildhall-draft-${appId}`;
  let last: Promise<unknown> = Promise.resolve();
  return {
    read: async () => {
      try {
        return (await get<Kept>(key)) ?? null;
      } catch {
        return null;
      }
    },
    write: (kept) => {
      last = last.then(() => (kept ? set(key, kept) : del(key))).catch(() => undefined);
    },
  };
}
