/** Keys that work on every area of the designer. */
import { goTo } from "@/designer/frame/areas";
import { nextProblem } from "@/designer/problems/travel";
import type { Workbench } from "@/designer/store/context";
import type { Width } from "@/designer/store/screen";
import { redoStep, undoStep } from "@/designer/store/travel";
import { words } from "@/designer/words";
import { announce } from "@/ui";

const WIDTHS: Readonly<Record<string, Width>> = { "1": 360, "2": 768, "3": 1280 };
let awaitsPlace = 0;

export function listenToKeys(bench: Workbench): () => void {
  const onKey = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing) return;
    const isTyping = isTextField(event.target);
    const did =
      event.ctrlKey || event.metaKey
        ? control(bench, event, isTyping)
        : plain(bench, event) || (!isTyping && letter(bench, event));
    if (did) event.preventDefault();
  };
  addEventListener("keydown", onKey);
  return () => removeEventListener("keydown", onKey);
}

function isTextField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.isContentEditable ||
    target.matches("input:not([type=checkbox]):not([type=radio]), textarea, select")
  );
}

function control(bench: Workbench, event: KeyboardEvent, isTyping: boolean): boolean {
  const key = event.key.toLowerCase();
  if (key === "s" && bench.readOnly) return true;
  if (key === "s") {
    void bench.sync.flush().then(() => announce(words.savedNow));
    return true;
  }
  if (key === "enter" && !event.shiftKey && !isTyping) {
    document.querySelector<HTMLElement>(`a[href$="/submit/"]`)?.click();
    return true;
  }
  if (isTyping && hasOwnUndo(event.target)) return false;
  if (key === "z") {
    if (event.shiftKey) redoStep(bench);
    else undoStep(bench);
    return true;
  }
  if (key === "y") {
    redoStep(bench);
    return true;
  }
  return false;
}

/** The quick add line and other inputs that have not reached the document keep the browser's undo. */
function hasOwnUndo(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches("#quick-add, [type=search]");
}

function plain(bench: Workbench, event: KeyboardEvent): boolean {
  if (event.key === "F8") {
    nextProblem(bench, event.shiftKey ? -1 : 1);
    return true;
  }
  if (event.key === "F6") return nextRegion(event.shiftKey ? -1 : 1);
  return false;
}

/** The part that F6 left to the browser, and in which direction: once more from there starts at the other end. */
let left: { readonly from: Element; readonly by: 1 | -1 } | null = null;

/**
 * Top to bottom and left to right; from between two parts to the one that follows or precedes. After the last one the
 * key is the browser's, which goes to its own parts with it.
 */
function nextRegion(by: 1 | -1): boolean {
  const regions = [...document.querySelectorAll<HTMLElement>("[data-region]")].filter(
    (one) => one.checkVisibility?.() ?? true,
  );
  const active = document.activeElement;
  const isBack = left !== null && left.from === active && left.by === by;
  const at = regions.findIndex((region) => region.contains(active));
  const from = isBack ? outside(regions, by) : at >= 0 ? at : between(regions, by);
  const rest = by > 0 ? regions.slice(from + 1) : regions.slice(0, from).reverse();
  left = null;
  if (rest.some(enter)) return true;
  left = active && { from: active, by };
  return false;
}

const outside = (regions: readonly HTMLElement[], by: 1 | -1): number => (by > 0 ? -1 : regions.length);

/** Where the walk starts when the focus is in none of them: so that one step leads to the nearest. */
function between(regions: readonly HTMLElement[], by: 1 | -1): number {
  const active = document.activeElement;
  if (!active || active === document.body) return outside(regions, by);
  const after = regions.findIndex(
    (region) => active.compareDocumentPosition(region) & Node.DOCUMENT_POSITION_FOLLOWING,
  );
  const next = after < 0 ? regions.length : after;
  return by > 0 ? next - 1 : next;
}

/** Focuses the tab stop of a tree, else the first control that takes the focus, else the part itself. */
function enter(region: HTMLElement): boolean {
  const stops = [
    ...region.querySelectorAll<HTMLElement>('[role="treeitem"][tabindex="0"]'),
    ...region.querySelectorAll<HTMLElement>('[tabindex="0"], button, a[href], input, textarea, select'),
    region,
  ];
  return stops.some((one) => {
    if (one.closest("[aria-hidden=true], [inert]")) return false;
    one.focus();
    return document.activeElement === one;
  });
}

function letter(bench: Workbench, event: KeyboardEvent): boolean {
  if (event.altKey) return false;
  const { area } = bench.screen.getState();
  if (Date.now() - awaitsPlace < 1200 && event.key.toLowerCase() === "p") {
    awaitsPlace = 0;
    goTo(bench, "preview");
    return true;
  }
  const width = WIDTHS[event.key];
  if (width && area === "form") {
    bench.screen.setState({ width });
    return true;
  }
  if (event.key === "?") {
    document.getElementById("open-help")?.click();
    return true;
  }
  if (event.key === "g") {
    awaitsPlace = Date.now();
    return true;
  }
  if (event.key === "/" && area === "form") {
    document.getElementById("quick-add")?.focus();
    return true;
  }
  if (event.key === "Escape" && area === "preview") {
    goTo(bench, "form");
    return true;
  }
  return false;
}
