/** Puts the keyboard focus on a control that may not be drawn yet: another area or tab of the inspector opens first. */

const CONTROLS = "input, textarea, select, button, [tabindex='0']";
const PATIENCE_MS = 1500;
let waiting: (() => void) | null = null;

/** Focuses the first control inside the first of these places that is there; waits for one until the person acts. */
export function reach(...selectors: readonly string[]): void {
  waiting?.();
  if (focusNow(selectors.slice(0, 1))) return;
  const observer = new MutationObserver(() => focusNow(selectors.slice(0, 1)) && stop());
  const timer = setTimeout(() => {
    stop();
    focusNow(selectors);
  }, PATIENCE_MS);
  const stop = () => {
    observer.disconnect();
    clearTimeout(timer);
    removeEventListener("keydown", stop, true);
    removeEventListener("pointerdown", stop, true);
    waiting = null;
  };
  waiting = stop;
  observer.observe(document.body, { childList: true, subtree: true, attributes: true });
  addEventListener("keydown", stop, true);
  addEventListener("pointerdown", stop, true);
}

function focusNow(selectors: readonly string[]): boolean {
  return selectors.some((selector) => {
    const place = [...document.querySelectorAll<HTMLElement>(selector)].find(isSeen);
    if (!place) return false;
    const inside = [...place.querySelectorAll<HTMLElement>(CONTROLS)].filter(
      (one) => !one.closest("[aria-hidden=true]"),
    );
    const target = [place, ...inside].find((one) => {
      one.focus({ preventScroll: true });
      return document.activeElement === one;
    });
    target?.scrollIntoView({ block: "nearest" });
    return target !== undefined;
  });
}

/** Drawn at all; a page without layout, as in tests, counts as drawn. */
function isSeen(element: HTMLElement): boolean {
  return element.checkVisibility?.() ?? true;
}
