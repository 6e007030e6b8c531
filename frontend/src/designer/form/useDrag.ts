import { type PointerEvent as ReactPointerEvent, type RefObject, useEffect, useRef } from "react";
import { perform, useWorkbench, type Workbench } from "@/designer/store/context";
import * as engine from "@/document/move/engine";
import { rows } from "@/document/tree/rows";
import { announce } from "@/ui";
import styles from "./canvas.module.css";
import { nameOfMove } from "./tree";

const THRESHOLD = 4;
const TOUCH_HOLD_MS = 400;
const EDGE = 60;
const FASTEST = 24;

interface Drag {
  readonly move: engine.Move;
  readonly boxes: readonly engine.Box[];
  readonly ghost: HTMLElement;
  readonly line: HTMLElement;
  target: engine.Move | null;
  y: number;
  frame: number;
}

/** Dragging with a pointer: one of the three ways to move, and never the only one. */
export function useDrag(scroll: RefObject<HTMLDivElement | null>, page: string) {
  const bench = useWorkbench();
  const stop = useRef<(() => void) | null>(null);
  useEffect(() => () => stop.current?.(), []);

  const onPointerDown = (event: ReactPointerEvent<HTMLElement>) => {
    if (bench.readOnly || event.button !== 0 || !(event.target instanceof Element)) return;
    if (event.target.closest("button, input, a")) return;
    const isTouch = event.pointerType === "touch";
    if (isTouch && !event.target.closest("[data-grip]")) return;
    const id = event.target.closest<HTMLElement>("[data-id]")?.dataset.id;
    const pane = scroll.current;
    if (!id || !pane) return;
    stop.current?.();
    stop.current = watch({ bench, pane, page, id, start: event.nativeEvent, isTouch });
  };
  return { onPointerDown };
}

interface Watched {
  readonly bench: Workbench;
  readonly pane: HTMLElement;
  readonly page: string;
  readonly id: string;
  readonly start: PointerEvent;
  readonly isTouch: boolean;
}

/** Follows the pointer from the press on; returns what ends it. */
function watch({ bench, pane, page, id, start, isTouch }: Watched): () => void {
  let drag: Drag | null = null;
  const begin = (event: PointerEvent) => {
    drag = begun(bench, pane, page, id);
    if (drag) follow(bench, pane, drag, event);
  };
  const held = isTouch ? setTimeout(() => begin(start), TOUCH_HOLD_MS) : null;
  const onMove = (event: PointerEvent) => {
    if (drag) {
      event.preventDefault();
      follow(bench, pane, drag, event);
      return;
    }
    const far = Math.hypot(event.clientX - start.clientX, event.clientY - start.clientY) >= THRESHOLD;
    if (isTouch && far) end();
    else if (far) begin(event);
  };
  const onUp = () => {
    const done = drag;
    end();
    if (done) finish(bench, done);
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || !drag) return;
    event.preventDefault();
    event.stopPropagation();
    announce(engine.cancelled(scene(bench), drag.move), "assertive");
    end();
  };
  const end = () => {
    if (held) clearTimeout(held);
    removeEventListener("pointermove", onMove);
    removeEventListener("pointerup", onUp);
    removeEventListener("pointercancel", end);
    removeEventListener("keydown", onKey, true);
    if (drag) {
      cancelAnimationFrame(drag.frame);
      drag.ghost.remove();
      drag.line.remove();
      swallowClick();
    }
    // Text selected on the way would make the next press start the browser's own drag.
    getSelection()?.removeAllRanges();
    drag = null;
  };
  addEventListener("pointermove", onMove, { passive: false });
  addEventListener("pointerup", onUp);
  addEventListener("pointercancel", end);
  addEventListener("keydown", onKey, true);
  return end;
}

const scene = (bench: Workbench) => ({
  document: bench.draft.getState().document,
  catalogue: bench.commands.catalogue,
});

/** The click that follows a drop must not select what lies below. */
function swallowClick(): void {
  const swallow = (event: Event) => event.stopPropagation();
  addEventListener("click", swallow, { capture: true, once: true });
  setTimeout(() => removeEventListener("click", swallow, { capture: true }), 50);
}

function begun(bench: Workbench, pane: HTMLElement, page: string, id: string): Drag | null {
  const { selected } = bench.screen.getState();
  const start = engine.start(scene(bench), selected.has(id) ? [...selected] : [id]);
  if (!start) return null;
  const ghost = document.createElement("div");
  ghost.className = styles.ghost ?? "";
  ghost.textContent = nameOfMove(bench, start.move);
  document.body.append(ghost);
  const line = document.createElement("div");
  line.className = styles.line ?? "";
  line.hidden = true;
  pane.append(line);
  announce(start.said, "assertive");
  return { move: start.move, boxes: boxesOf(bench, pane, page), ghost, line, target: null, y: 0, frame: 0 };
}

/** Read once at the start, in the pane's own coordinates, so scrolling does not move them. */
function boxesOf(bench: Workbench, pane: HTMLElement, page: string): engine.Box[] {
  const base = pane.getBoundingClientRect().top - pane.scrollTop;
  const { collapsed } = bench.screen.getState();
  const boxes: engine.Box[] = [];
  for (const row of rows(bench.draft.getState().document, page, collapsed)) {
    const box = pane.querySelector(`[data-id="${row.id}"]`)?.getBoundingClientRect();
    if (box) boxes.push({ id: row.id, top: box.top - base, bottom: box.bottom - base });
  }
  return boxes;
}

function follow(bench: Workbench, pane: HTMLElement, drag: Drag, event: PointerEvent): void {
  drag.y = event.clientY;
  drag.ghost.style.transform = `translate(${event.clientX + 12}px, ${event.clientY + 12}px)`;
  if (drag.frame) return;
  const step = () => {
    drag.frame = 0;
    const speed = scrollBy(pane, drag.y);
    aim(bench, pane, drag);
    if (speed !== 0) drag.frame = requestAnimationFrame(step);
  };
  drag.frame = requestAnimationFrame(step);
}

function scrollBy(pane: HTMLElement, y: number): number {
  const box = pane.getBoundingClientRect();
  const above = box.top + EDGE - y;
  const below = y - (box.bottom - EDGE);
  const speed = above > 0 ? -Math.min(FASTEST, above / 2) : below > 0 ? Math.min(FASTEST, below / 2) : 0;
  const before = pane.scrollTop;
  if (speed !== 0) pane.scrollTop += speed;
  return pane.scrollTop === before ? 0 : speed;
}

function aim(bench: Workbench, pane: HTMLElement, drag: Drag): void {
  const y = drag.y - pane.getBoundingClientRect().top + pane.scrollTop;
  const at = engine.pointerPlace(scene(bench), drag.move, drag.boxes, y);
  if (!at) return;
  const next = engine.toPlace(scene(bench), drag.move, at);
  if (next.refused) refuse(drag, next.said);
  else draw(bench, pane, drag, next.move);
}

function refuse(drag: Drag, reason: string): void {
  if (drag.ghost.dataset.reason === reason) return;
  drag.ghost.dataset.reason = reason;
  const small = document.createElement("small");
  small.textContent = reason;
  drag.ghost.append(small);
  drag.line.hidden = true;
  drag.target = null;
  announce(reason, "assertive");
}

function draw(bench: Workbench, pane: HTMLElement, drag: Drag, target: engine.Move): void {
  delete drag.ghost.dataset.reason;
  drag.ghost.querySelector("small")?.remove();
  drag.target = target;
  const { document: draft } = bench.draft.getState();
  const isSame = engine.isWhereItWas(draft, target);
  drag.line.hidden = isSame;
  if (isSame) return;
  const edge = edgeOf(bench, pane, drag, target.at);
  drag.line.style.transform = `translate(${edge.left}px, ${edge.top - 2}px)`;
  drag.line.style.inlineSize = `${edge.width}px`;
}

function edgeOf(bench: Workbench, pane: HTMLElement, drag: Drag, at: engine.Move["at"]) {
  const { nodes } = bench.draft.getState().document;
  const siblings = drag.boxes.filter(
    (box) => (nodes[box.id]?.parent ?? null) === at.parent && !drag.move.ids.includes(box.id),
  );
  const before = siblings[at.index - 1];
  const after = siblings[at.index];
  const holder = drag.boxes.find((box) => box.id === at.parent);
  const near = after ?? before ?? holder;
  const box = near ? pane.querySelector(`[data-id="${near.id}"]`)?.getBoundingClientRect() : undefined;
  const left = (box?.left ?? 0) - pane.getBoundingClientRect().left + pane.scrollLeft;
  const top = after ? after.top : before ? before.bottom : (holder?.bottom ?? 0) - 12;
  return { left, top, width: box?.width ?? 0 };
}

function finish(bench: Workbench, drag: Drag): void {
  const made = drag.target ? engine.place(scene(bench), drag.target, bench.commands) : null;
  if (made && perform(bench, made, { assertive: true, focusIn: "canvas" })) return;
  announce(engine.cancelled(scene(bench), drag.move), "assertive");
}
