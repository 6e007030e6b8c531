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
  const [asked, setAsked] = useState(0);
  const watched = useRef(new Set<string>());

  // biome-ignore lint/correctness/useExhaustiveDependencies: `asked` asks again
  useEffect(() => {
    const leaving = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const again = () => {
      timer = setTimeout(() => setAsked((count) => count + 1), ASK_AGAIN_MS);
    };
    api.all(leaving.signal).then(
      (all) => {
        setFound(all);
        setIsUnknown(false);
        tell(all, watched.current);
        if (all.some(isUnderWay)) {
          again();
        }
      },
      () => {
        if (!leaving.signal.aborted) {
          setIsUnknown(true);
          again();
        }
      },
    );
    return () => {
      leaving.abort();
      clearTimeout(timer);
    };
  }, [api, asked]);

  const put = useCallback((one: RecordExport) => {
    setFound((all) => [one, ...all.filter((other) => other.id !== one.id)]);
    setAsked((count) => count + 1);
  }, []);
  const forget = useCallback((id: string) => {
    watched.current.delete(id);
    setFound((all) => all.filter((one) => one.id !== id));
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
