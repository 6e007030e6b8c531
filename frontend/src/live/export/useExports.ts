import { useCallback, useEffect, useRef, useState } from "react";
import { announce } from "@/ui/LiveRegion";
import { type ExportsApi, isUnderWay, type RecordExport } from "./exports";
import { words } from "./words";

const ASK_AGAIN_MS = 2000;

export interface Exports {
  readonly found: readonly RecordExport[];
  /** The newest question had no answer; it is asked again. */
  readonly isUnknown: boolean;
  readonly put: (one: RecordExport) => void;
  readonly forget: (id: string) => void;
}

/** This person's exports, asked for again while one is under way. What ends is said. */
export function useExports(api: ExportsApi): Exports {
  const [found, setFound] = useState<readonly RecordExport[]>([]);
  const [isUnknown, setIsUnknown] = useState(false);
  const watched = useRef(new Set<string>());
  const askNow = useRef(() => {});

  useEffect(() => {
    const leaving = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let newest = 0;
    const ask = async () => {
      clearTimeout(timer);
      newest += 1;
      const mine = newest;
      const all = await api.all(leaving.signal).catch(() => null);
      if (leaving.signal.aborted || mine !== newest) {
        return;
      }
      setIsUnknown(all === null);
      if (all !== null) {
        setFound(all);
        tell(all, watched.current);
      }
      if (all === null || all.some(isUnderWay)) {
        timer = setTimeout(ask, ASK_AGAIN_MS);
      }
    };
    askNow.current = ask;
    ask();
    return () => {
      leaving.abort();
      clearTimeout(timer);
    };
  }, [api]);

  const put = useCallback((one: RecordExport) => {
    setFound((all) => [one, ...all.filter((other) => other.id !== one.id)]);
    watched.current.add(one.id);
    askNow.current();
  }, []);
  const forget = useCallback((id: string) => {
    watched.current.delete(id);
    setFound((all) => all.filter((one) => one.id !== id));
    // An answer that is on its way still has it.
    askNow.current();
  }, []);
  return { found, isUnknown, put, forget };
}

/** Says what was under way and is not any more. */
function tell(all: readonly RecordExport[], watched: Set<string>): void {
  for (const one of all) {
    if (isUnderWay(one)) {
      watched.add(one.id);
    } else if (watched.delete(one.id)) {
      announce(one.state === "ready" ? words.ready(one.name) : `${words.failed(one.name)} ${one.message}`);
    }
  }
}
