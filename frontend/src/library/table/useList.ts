import { useCallback, useEffect, useRef, useState } from "react";
import type { ListAnswer, ListQuery, Services } from "../types";

const WAIT_MS = 250;

export interface List {
  readonly query: ListQuery;
  readonly answer: ListAnswer | null;
  readonly isBusy: boolean;
  /** Why the newest question has no answer, in words for people; null when it has one. */
  readonly failure: string | null;
  readonly change: (part: Partial<ListQuery>) => void;
  readonly retry: () => void;
}

/** The state of a list: its query, and the newest answer to it. An answer that comes late is dropped. */
export function useList(entity: string, services: Services, start: ListQuery): List {
  const [query, setQuery] = useState<ListQuery>(() => ({ ...start, ...services.startQuery?.() }));
  const [answer, setAnswer] = useState<ListAnswer | null>(null);
  const [isBusy, setIsBusy] = useState(true);
  const [failure, setFailure] = useState<string | null>(null);
  const [attempt, setAttempt] = useState(0);
  const isFirst = useRef(true);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `attempt` asks again with the same query
  useEffect(() => {
    let isCurrent = true;
    const ask = async () => {
      setIsBusy(true);
      try {
        const got = await services.list(entity, query);
        if (isCurrent) {
          setAnswer(got);
          setFailure(null);
          setIsBusy(false);
        }
      } catch (error) {
        if (isCurrent) {
          setFailure(error instanceof Error ? error.message : "");
          setIsBusy(false);
        }
      }
    };
    const timer = setTimeout(ask, isFirst.current ? 0 : WAIT_MS);
    isFirst.current = false;
    services.keepQuery?.(query);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [entity, services, query, attempt]);

  const change = useCallback((part: Partial<ListQuery>) => {
    // Another search, filter or order starts at the first page.
    setQuery((current) => ({ ...current, cursor: "", ...part }));
  }, []);
  const retry = useCallback(() => setAttempt((count) => count + 1), []);
  return { query, answer, isBusy, failure, change, retry };
}
