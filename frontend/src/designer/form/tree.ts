/** Keys of a tree, the same on the canvas and in the outline. */

import { copyNodes, pasteNodes } from "@/designer/form/clipboard";
import { perform, type Workbench } from "@/designer/store/context";
import { reveal, select, type Tree } from "@/designer/store/screen";
import { toastUndo } from "@/designer/store/travel";
import { words } from "@/designer/words";
import { duplicateNode } from "@/document/commands/duplicateNode";
import type { Place } from "@/document/commands/place";
import { removeNodes } from "@/document/commands/removeNodes";
import * as engine from "@/document/move/engine";
import { type Direction, moveNow } from "@/document/move/now";
import { labelOf } from "@/document/tree/labels";
import { neighbour, type Row, rows } from "@/document/tree/rows";
import { announce } from "@/ui";

export function visibleRows(bench: Workbench): Row[] {
  const { page, collapsed } = bench.screen.getState();
  return page ? rows(bench.draft.getState().document, page, collapsed) : [];
}

/** The selected objects when the focused one is among them, else the focused one alone. */
export function chosen(bench: Workbench): string[] {
  const { selected, focus } = bench.screen.getState();
  const { nodes } = bench.draft.getState().document;
  const ids = focus === null || selected.has(focus) ? [...selected] : [focus];
  return ids.filter((id) => nodes[id]);
}

export function move(bench: Workbench, direction: Direction, ids = chosen(bench)): void {
  const { document } = bench.draft.getState();
  const keep = new Set(bench.screen.getState().selected);
  const made = moveNow(document, bench.commands.catalogue, ids, direction);
  if (perform(bench, made, { assertive: true }) && keep.size > 1) bench.screen.setState({ selected: keep });
}

export function remove(bench: Workbench, ids = chosen(bench), tree: Tree | null = "canvas"): void {
  if (ids.length === 0) return;
  const made = removeNodes(bench.draft.getState().document, bench.commands, ids);
  const { said: _, ...quiet } = made;
  if (!perform(bench, quiet)) return;
  select(bench.screen, made.focus ?? null, tree);
  toastUndo(bench, made.said ?? "");
}

export function duplicate(bench: Workbench, id: string | null, tree: Tree = "canvas"): void {
  if (!id) return;
  perform(bench, duplicateNode(bench.draft.getState().document, bench.commands, id), { focusIn: tree });
}

export function startPlacing(bench: Workbench, ids = chosen(bench)): void {
  const scene = { document: bench.draft.getState().document, catalogue: bench.commands.catalogue };
  const begun = engine.start(scene, ids);
  if (!begun) return;
  bench.screen.setState({ placing: begun.move, moving: null });
  announce(words.placing(nameOfMove(bench, begun.move)), "assertive");
}

/** "Amount", or "3 fields". */
export function nameOfMove(bench: Workbench, moving: engine.Move): string {
  if (moving.ids.length > 1) return words.manyFields(moving.ids.length);
  return labelOf(bench.draft.getState().document, bench.commands.catalogue, moving.ids[0] ?? "");
}

/** One click on a place ends the move there. */
export function placeAt(bench: Workbench, place: Place): void {
  const { placing } = bench.screen.getState();
  if (!placing) return;
  const scene = { document: bench.draft.getState().document, catalogue: bench.commands.catalogue };
  const next = engine.toPlace(scene, placing, place);
  if (next.refused) {
    announce(next.said, "assertive");
    return;
  }
  bench.screen.setState({ placing: null });
  perform(bench, engine.place(scene, next.move, bench.commands), { assertive: true, focusIn: "canvas" });
}

export function stopPlacing(bench: Workbench): void {
  const { placing } = bench.screen.getState();
  if (!placing) return;
  const scene = { document: bench.draft.getState().document, catalogue: bench.commands.catalogue };
  announce(engine.cancelled(scene, placing), "assertive");
  bench.screen.setState({ placing: null });
  select(bench.screen, placing.ids[0] ?? null, "canvas");
}

/** Move mode: the keyboard carries the object until Enter, Space or Escape. */
export function startMoving(bench: Workbench): void {
  const scene = { document: bench.draft.getState().document, catalogue: bench.commands.catalogue };
  const begun = engine.start(scene, chosen(bench));
  if (!begun) return;
  bench.screen.setState({ moving: begun.move, placing: null });
  if (begun.move.ids[0]) reveal(bench.screen, begun.move.ids[0]);
  announce(begun.said, "assertive");
}

const STEPS: Readonly<Record<string, (scene: Scene, at: engine.Move) => engine.Moved>> = {
  ArrowUp: (scene, at) => engine.step(scene, at, -1),
  ArrowDown: (scene, at) => engine.step(scene, at, 1),
  PageUp: (scene, at) => engine.step(scene, at, -10),
  PageDown: (scene, at) => engine.step(scene, at, 10),
  Home: engine.toFirst,
  End: engine.toLast,
  ArrowRight: engine.into,
  ArrowLeft: engine.out,
};
type Scene = Parameters<typeof engine.step>[0];

/** Handles a key of Move mode; true when it was one. */
export function moveKey(bench: Workbench, key: string, tree: Tree): boolean {
  const { moving } = bench.screen.getState();
  if (!moving) return false;
  const scene = { document: bench.draft.getState().document, catalogue: bench.commands.catalogue };
  const take = STEPS[key];
  if (take) {
    const next = take(scene, moving);
    bench.screen.setState({ moving: next.move });
    const { ids } = next.move;
    if (ids[0] && engine.isWhereItWas(scene.document, next.move)) reveal(bench.screen, ids[0]);
    announce(next.said, "assertive");
    return true;
  }
  if (key === "Enter" || key === " ") {
    const made = engine.place(scene, moving, bench.commands);
    bench.screen.setState({ moving: null });
    if (!perform(bench, made, { assertive: true, focusIn: tree })) announce(made.said ?? "", "assertive");
    return true;
  }
  if (key === "Escape" || key === "Tab") {
    announce(engine.cancelled(scene, moving), "assertive");
    bench.screen.setState({ moving: null });
    return key === "Escape";
  }
  return true;
}

/** What a key does in a tree; true when it did something. */
export function treeKey(bench: Workbench, event: KeyEvent, tree: Tree): boolean {
  if (moveKey(bench, event.key, tree)) return true;
  const { focus } = bench.screen.getState();
  if (!focus) return false;
  if (bench.readOnly) return lookKey(bench, event, focus, tree);
  if (event.altKey) return altKey(bench, event);
  if (event.ctrlKey || event.metaKey) return controlKey(bench, event, focus, tree);
  return walkKey(bench, event, focus, tree) || commandKey(bench, event, focus, tree);
}

/** The keys of somebody who may only look: walking, choosing, finding, copying and the properties. */
function lookKey(bench: Workbench, event: KeyEvent, focus: string, tree: Tree): boolean {
  if (event.altKey) return false;
  const key = event.key.toLowerCase();
  if (event.ctrlKey || event.metaKey)
    return ["a", "c"].includes(key) && controlKey(bench, event, focus, tree);
  if (walkKey(bench, event, focus, tree)) return true;
  return [" ", "f", "r", "p"].includes(key) && commandKey(bench, event, focus, tree);
}

export interface KeyEvent {
  readonly key: string;
  readonly altKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
}

function altKey(bench: Workbench, event: KeyEvent): boolean {
  const plain: Readonly<Record<string, Direction>> = { ArrowUp: "up", ArrowDown: "down" };
  const shifted: Readonly<Record<string, Direction>> = { ArrowLeft: "out", ArrowRight: "into" };
  const direction = event.shiftKey ? shifted[event.key] : plain[event.key];
  if (!direction) return false;
  move(bench, direction);
  return true;
}

function controlKey(bench: Workbench, event: KeyEvent, focus: string, tree: Tree): boolean {
  switch (event.key.toLowerCase()) {
    case "d":
      duplicate(bench, focus, tree);
      return true;
    case "a":
      selectSiblings(bench, focus);
      return true;
    case "c":
    case "x":
      void copyNodes(bench, chosen(bench));
      if (event.key.toLowerCase() === "x") remove(bench, chosen(bench), tree);
      return true;
    case "v":
      void pasteNodes(bench);
      return true;
    default:
      return false;
  }
}

function selectSiblings(bench: Workbench, focus: string): void {
  const { nodes } = bench.draft.getState().document;
  const parent = nodes[focus]?.parent ?? null;
  const siblings = visibleRows(bench).filter((row) => (nodes[row.id]?.parent ?? null) === parent);
  bench.screen.setState({ selected: new Set(siblings.map((row) => row.id)) });
  announce(words.inspector.many(siblings.length));
}

function walkKey(bench: Workbench, event: KeyEvent, focus: string, tree: Tree): boolean {
  const all = visibleRows(bench);
  const row = all.find((one) => one.id === focus);
  const go = (id: string | null | undefined) => {
    if (id) select(bench.screen, id, tree);
  };
  switch (event.key) {
    case "ArrowUp":
    case "ArrowDown": {
      const next = neighbour(all, focus, event.key === "ArrowUp" ? -1 : 1);
      if (event.shiftKey && next) extend(bench, next, tree);
      else go(next);
      return true;
    }
    case "Home":
      go(all[0]?.id);
      return true;
    case "End":
      go(all.at(-1)?.id);
      return true;
    case "ArrowRight":
      if (row?.hasChildren && !row.isExpanded) toggle(bench, focus, false);
      else if (row?.isExpanded) go(neighbour(all, focus, 1));
      return true;
    case "ArrowLeft":
      if (row?.isExpanded) toggle(bench, focus, true);
      else go(bench.draft.getState().document.nodes[focus]?.parent);
      return true;
    default:
      return false;
  }
}

function extend(bench: Workbench, to: string, tree: Tree): void {
  const { selected } = bench.screen.getState();
  select(bench.screen, to, tree);
  const next = new Set([...selected, to]);
  bench.screen.setState({ selected: next });
  announce(words.inspector.many(next.size));
}

export function toggle(bench: Workbench, id: string, isCollapsed: boolean): void {
  const collapsed = new Set(bench.screen.getState().collapsed);
  if (isCollapsed) collapsed.add(id);
  else collapsed.delete(id);
  bench.screen.setState({ collapsed });
}

function commandKey(bench: Workbench, event: KeyEvent, focus: string, tree: Tree): boolean {
  switch (event.key) {
    case " ": {
      const selected = new Set(bench.screen.getState().selected);
      if (selected.has(focus)) selected.delete(focus);
      else selected.add(focus);
      bench.screen.setState({ selected });
      return true;
    }
    case "Enter":
    case "F2":
      bench.screen.setState({ naming: focus });
      return true;
    case "Delete":
      remove(bench, chosen(bench), tree);
      return true;
    case "/":
    case "Insert":
      select(bench.screen, bench.screen.getState().focus);
      document.getElementById("quick-add")?.focus();
      return true;
    case "f":
    case "F":
      bench.screen.setState({ isFinding: true });
      return true;
    case "m":
    case "M":
      startMoving(bench);
      return true;
    case "r":
    case "R":
      bench.screen.setState({ inspector: "rules", isSheetOpen: true });
      return true;
    case "p":
    case "P":
      bench.screen.setState({ inspector: "field", isSheetOpen: true });
      document.getElementById("properties")?.focus();
      return true;
    default:
      return false;
  }
}
