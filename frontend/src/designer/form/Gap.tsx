import { createContext, useContext, useEffect, useLayoutEffect, useMemo, useRef } from "react";
import { useStore } from "zustand";
import { createStore, type StoreApi } from "zustand/vanilla";
import { useCatalogue, useDraft, useScreen, useWorkbench } from "@/designer/store/context";
import * as engine from "@/document/move/engine";
import { children } from "@/document/tree/children";
import type { Definition } from "@/document/types";
import styles from "./canvas.module.css";
import { placeAt } from "./tree";

/** What stands in the gaps of the canvas: place buttons, or one insertion line. Keys are "parent/index". */
export interface Gaps {
  readonly offered: ReadonlyMap<string, engine.Gap>;
  readonly line: string | null;
}

const NONE: Gaps = { offered: new Map(), line: null };
const Context = createContext<StoreApi<Gaps>>(createStore(() => NONE));
export const GapsProvider = Context.Provider;

/** One gap; it re-renders only when something appears in or leaves exactly this gap. */
export function Gap({ parent, index }: { readonly parent: string | null; readonly index: number }) {
  const bench = useWorkbench();
  const key = keyOf(parent, index);
  const store = useContext(Context);
  const gap = useStore(store, (state) => state.offered.get(key));
  const isLine = useStore(store, (state) => state.line === key);
  if (gap) {
    return (
      <button type="button" className={styles.place} onClick={() => placeAt(bench, gap.place)}>
        {gap.name}
      </button>
    );
  }
  return isLine ? <InsertionLine /> : null;
}

/** Where the keyboard would put what it carries: always in view, as the one who moves it looks there. */
function InsertionLine() {
  const line = useRef<HTMLDivElement>(null);
  useEffect(() => {
    line.current?.scrollIntoView({ block: "nearest" });
  }, []);
  return <div ref={line} className={styles.insertion} role="presentation" data-insertion />;
}

/** Follows Place mode and Move mode; the store stays the same object, so no item re-renders. */
export function useGaps(page: string): StoreApi<Gaps> {
  const catalogue = useCatalogue();
  const placing = useScreen((state) => state.placing);
  const moving = useScreen((state) => state.moving);
  const document = useDraft((state) => (placing || moving ? state.document : null));
  const store = useMemo(() => createStore<Gaps>(() => NONE), []);
  useLayoutEffect(() => {
    if (!document) {
      store.setState(NONE);
      return;
    }
    const offered = new Map<string, engine.Gap>();
    for (const gap of placing ? engine.gaps({ document, catalogue }, placing, page) : []) {
      offered.set(keyOf(gap.place.parent, screenIndex(document, placing, gap.place)), gap);
    }
    const isSame = !moving || engine.isWhereItWas(document, moving);
    const line = isSame ? null : keyOf(moving.at.parent, screenIndex(document, moving, moving.at));
    store.setState({ offered, line });
  }, [placing, moving, document, catalogue, page, store]);
  return store;
}

function keyOf(parent: string | null, index: number): string {
  return `${parent ?? ""}/${index}`;
}

/** The engine counts gaps without what moves; the screen still shows it. */
function screenIndex(document: Definition, move: engine.Move | null, at: engine.Move["at"]): number {
  const all = children(document, at.page, at.parent);
  const before = all.filter((id) => !move?.ids.includes(id))[at.index];
  return before === undefined ? all.length : all.indexOf(before);
}
