/** What is selected, open and focused: gone with the tab, never saved. */
import { createStore, type StoreApi } from "zustand/vanilla";
import type { Move } from "@/document/move/engine";
import type { SuggestedRule } from "@/document/quickadd/suggestRule";

export type Area = "data" | "form" | "list" | "rules" | "preview";
export const AREAS: readonly Area[] = ["data", "form", "list", "rules", "preview"];
export type Width = 360 | 768 | 1280;
export type Tree = "canvas" | "outline";

export interface ScreenState {
  readonly area: Area;
  readonly page: string | null;
  readonly focus: string | null;
  readonly selected: ReadonlySet<string>;
  readonly collapsed: ReadonlySet<string>;
  /** The node whose label is being typed in place. */
  readonly naming: string | null;
  /** A move that waits for a click on a place. */
  readonly placing: Move | null;
  /** A move that follows the keyboard. */
  readonly moving: Move | null;
  readonly width: Width;
  readonly inspector: string;
  readonly isSheetOpen: boolean;
  readonly areProblemsOpen: boolean;
  readonly isFinding: boolean;
  /** Offered until they are used or dismissed, oldest first. */
  readonly suggestions: readonly SuggestedRule[];
  /** Asks all trees to show an object and one to take the keyboard focus; `turn` makes a wish twice two wishes. */
  readonly wish: { readonly id: string | null; readonly tree: Tree | null; readonly turn: number } | null;
  /** Why nothing is selected any more; until something is selected again. */
  readonly notice: string | null;
  readonly rule: string | null;
  readonly entity: string | null;
}

export type ScreenStore = StoreApi<ScreenState>;

export function screenStore(area: Area): ScreenStore {
  return createStore<ScreenState>(() => ({
    area,
    page: null,
    focus: null,
    selected: new Set(),
    collapsed: new Set(),
    naming: null,
    placing: null,
    moving: null,
    width: 768,
    inspector: "field",
    isSheetOpen: false,
    areProblemsOpen: false,
    isFinding: false,
    suggestions: [],
    wish: null,
    notice: null,
    rule: null,
    entity: null,
  }));
}

let turn = 0;

/** Selects one object and asks a tree to focus it. */
export function select(screen: ScreenStore, id: string | null, tree: Tree | null = null): void {
  turn += tree ? 1 : 0;
  screen.setState({
    focus: id,
    selected: new Set(id ? [id] : []),
    naming: null,
    notice: null,
    ...(tree ? { wish: { id, tree, turn } } : {}),
  });
}

/** Scrolls to an object wherever it is drawn; the keyboard focus stays where it is. */
export function reveal(screen: ScreenStore, id: string): void {
  turn += 1;
  screen.setState({ wish: { id, tree: null, turn } });
}
