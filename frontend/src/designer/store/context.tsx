import { createContext, useContext } from "react";
import { useStore } from "zustand";
import type { CheckStore } from "@/designer/problems/checkStore";
import { type DraftState, type DraftStore, edit } from "@/designer/store/draft";
import type { ScreenState, ScreenStore } from "@/designer/store/screen";
import { select, type Tree } from "@/designer/store/screen";
import type { Sync } from "@/designer/store/sync";
import { words } from "@/designer/words";
import type { Catalogue } from "@/document/catalogue";
import type { CommandContext } from "@/document/commands/context";
import type { Edit } from "@/document/types";
import { announce } from "@/ui";

/** Everything one open draft consists of. */
export interface Workbench {
  readonly appId: string;
  readonly draft: DraftStore;
  readonly screen: ScreenStore;
  readonly sync: Sync;
  readonly checks: CheckStore;
  readonly commands: CommandContext;
  /** Who may edit, when this person may only look; null when they may edit. */
  readonly readOnly: { readonly owner: string } | null;
}

const Context = createContext<Workbench | null>(null);
export const WorkbenchProvider = Context.Provider;

export function useWorkbench(): Workbench {
  const bench = useContext(Context);
  if (!bench) throw new Error("No draft is open here.");
  return bench;
}

export function useDraft<T>(read: (state: DraftState) => T): T {
  return useStore(useWorkbench().draft, read);
}

export function useScreen<T>(read: (state: ScreenState) => T): T {
  return useStore(useWorkbench().screen, read);
}

export function useCatalogue(): Catalogue {
  return useWorkbench().commands.catalogue;
}

export function useCanEdit(): boolean {
  return useWorkbench().readOnly === null;
}

export interface DoOptions {
  readonly coalesce?: string;
  /** Where the keyboard focus goes with the edit's own focus object. */
  readonly focusIn?: Tree;
  readonly assertive?: boolean;
}

/** Nothing changes for somebody who may only look, whichever way they came to it; says so. */
export function refusedToReader(bench: Workbench): boolean {
  if (bench.readOnly) announce(words.readOnly(bench.readOnly.owner));
  return bench.readOnly !== null;
}

/** Applies an edit, says what happened and moves the focus. The one way from a click to the document. */
export function perform(bench: Workbench, made: Edit, options: DoOptions = {}): boolean {
  if (refusedToReader(bench)) return false;
  const did = edit(bench.draft, made, options.coalesce ?? null);
  if (did) bench.sync.touched();
  if (made.said && (did || made.refused)) announce(made.said, options.assertive ? "assertive" : "polite");
  if (did && options.focusIn && made.focus) select(bench.screen, made.focus, options.focusIn);
  return did;
}
