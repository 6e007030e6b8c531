import { del, get, set } from "idb-keyval";
import { request } from "@/api/client";
import type { Json } from "@/library/types";
import type { FormStore } from "@/renderer";
import type { LiveData, SavedAnswers } from "./page";

/** Answers that are not sent yet: kept on this device 2 s after typing, on the server 5 s after. */

export interface KeptAnswers extends SavedAnswers {
  readonly labels: Readonly<Record<string, string | null>>;
  /** Sent with the record, so that a second try never makes a second record. */
  readonly idempotencyKey: string;
}

export type SaveState =
  | { readonly state: "nothing" | "saving" | "kept-only" }
  | { readonly state: "device" | "server"; readonly at: string };

const DEVICE_AFTER_MS = 2000;
const SERVER_AFTER_MS = 5000;

const keyOf = (data: LiveData, me: string): string => `answers:${me}:${data.app.key}:${data.page}`;
const savedHref = (data: LiveData): string => `${data.base}saved/${data.page}/`;

/** A browser may refuse storage (private windows); the form then works without it. */
async function quietly<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch {
    return undefined;
  }
}

const isNewer = (one: SavedAnswers, other: SavedAnswers | undefined): boolean =>
  !other || Date.parse(one.saved_at) > Date.parse(other.saved_at);

/** What was written at the last moment, while the page went away: only this storage answers at once. */
function lastMoment(key: string): KeptAnswers | undefined {
  try {
    const text = localStorage.getItem(key);
    return text ? (JSON.parse(text) as KeptAnswers) : undefined;
  } catch {
    return undefined;
  }
}

function writeLastMoment(key: string, kept: KeptAnswers | null): void {
  try {
    if (kept) {
      localStorage.setItem(key, JSON.stringify(kept));
    } else {
      localStorage.removeItem(key);
    }
  } catch {
    // Full or refused: the other storage has the answers of two seconds ago.
  }
}

/** The newest of what this device and the server kept; null when there is nothing. */
export async function findAnswers(data: LiveData, me: string): Promise<KeptAnswers | null> {
  const key = keyOf(data, me);
  const stored = await quietly(() => get<KeptAnswers>(key));
  const last = lastMoment(key);
  const device = last && isNewer(last, stored) ? last : stored;
  const { saved } = data;
  if (saved?.values && isNewer(saved, device)) {
    return {
      ...saved,
      labels: device?.labels ?? {},
      idempotencyKey: device?.idempotencyKey ?? crypto.randomUUID(),
    };
  }
  return device ?? null;
}

export interface Keeper {
  readonly idempotencyKey: () => string;
  readonly renewKey: () => void;
  /** Sends what is typed to the server at once; true when it arrived. */
  readonly saveNow: () => Promise<boolean>;
  /** Keeps what is typed on this device at once. */
  readonly keepNow: () => void;
  /** The answers were sent or thrown away: nothing is kept any more. */
  readonly forget: () => Promise<void>;
  readonly stop: () => void;
}

/** Keeps the answers of a form from now on, and tells how far they got. */
export function keepAnswers(
  data: LiveData,
  me: string,
  store: FormStore,
  found: KeptAnswers | null,
  onState: (state: SaveState) => void,
): Keeper {
  let idempotencyKey = found?.idempotencyKey ?? crypto.randomUUID();
  let deviceTimer: ReturnType<typeof setTimeout> | undefined;
  let serverTimer: ReturnType<typeof setTimeout> | undefined;
  let isDone = false;
  let isTouched = false;

  const now = (): KeptAnswers => {
    const { values, labels } = store.getState();
    return {
      values,
      labels,
      saved_at: new Date().toISOString(),
      digest: data.artefact.digest,
      idempotencyKey,
    };
  };
  const keepOnDevice = async () => {
    clearTimeout(deviceTimer);
    const kept = now();
    await quietly(() => set(keyOf(data, me), kept));
    return kept.saved_at;
  };
  const putOnServer = async (): Promise<boolean> => {
    clearTimeout(serverTimer);
    const { values, digest } = now();
    onState({ state: "saving" });
    try {
      const saved = await request<SavedAnswers>("PUT", savedHref(data), {
        body: { values, digest },
      });
      onState({ state: "server", at: saved.saved_at });
      return true;
    } catch {
      onState({ state: "kept-only" });
      return false;
    }
  };

  let before: Readonly<Record<string, Json>> = store.getState().values;
  const unsubscribe = store.subscribe(({ values }) => {
    if (values === before || isDone) {
      return;
    }
    before = values;
    isTouched = true;
    clearTimeout(deviceTimer);
    clearTimeout(serverTimer);
    deviceTimer = setTimeout(async () => {
      const at = await keepOnDevice();
      onState({ state: "device", at });
    }, DEVICE_AFTER_MS);
    serverTimer = setTimeout(() => void putOnServer(), SERVER_AFTER_MS);
  });
  const onHide = () => {
    if (document.visibilityState === "hidden" && isTouched && !isDone) {
      writeLastMoment(keyOf(data, me), now());
    }
  };
  document.addEventListener("visibilitychange", onHide);

  const stop = () => {
    isDone = true;
    clearTimeout(deviceTimer);
    clearTimeout(serverTimer);
    unsubscribe();
    document.removeEventListener("visibilitychange", onHide);
  };
  return {
    idempotencyKey: () => idempotencyKey,
    renewKey: () => {
      idempotencyKey = crypto.randomUUID();
    },
    saveNow: async () => {
      await keepOnDevice();
      return putOnServer();
    },
    keepNow: () => {
      if (isTouched) {
        writeLastMoment(keyOf(data, me), now());
      }
    },
    forget: async () => {
      stop();
      writeLastMoment(keyOf(data, me), null);
      await quietly(() => del(keyOf(data, me)));
      await quietly(() => request("DELETE", savedHref(data)));
    },
    stop,
  };
}
