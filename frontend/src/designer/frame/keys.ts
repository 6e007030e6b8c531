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

/** Left to right; past the last one the browser takes over. */
function nextRegion(by: number): boolean {
  const regions = [...document.querySelectorAll<HTMLElement>("[data-region]")].filter(
    (one) => one.offsetParent !== null,
  );
  const at = regions.findIndex((region) => region.contains(document.activeElement));
  const next = regions[at + by];
  if (!next) return false;
  const inside = next.querySelector<HTMLElement>(
    '[role="treeitem"][tabindex="0"], [tabindex="0"], button, a, input',
  );
  (inside ?? next).focus();
  return true;
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
    document.getElementById("open-keys")?.click();
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
