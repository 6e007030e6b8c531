/** Two live regions for the whole page, made once and outside React, so that they exist before the first word. */

export type Politeness = "polite" | "assertive";

const CLEAR_AFTER_MS = 7000;
const regions = new Map<Politeness, HTMLElement>();
const timers = new Map<Politeness, ReturnType<typeof setTimeout>>();

function regionOf(politeness: Politeness): HTMLElement {
  const known = regions.get(politeness);
  if (known?.isConnected) {
    return known;
  }
  const made = document.createElement("div");
  made.className = "visually-hidden";
  made.setAttribute("aria-live", politeness);
  made.setAttribute("aria-atomic", "true");
  made.setAttribute("role", politeness === "assertive" ? "alert" : "status");
  made.dataset.liveRegion = politeness;
  document.body.append(made);
  regions.set(politeness, made);
  return made;
}

/**
 * Says `text` to assistive technology. The text is final: whole sentences from a words file.
 * Saying the same text twice is heard twice.
 */
export function announce(text: string, politeness: Politeness = "polite"): void {
  const region = regionOf(politeness);
  clearTimeout(timers.get(politeness));
  const line = document.createElement("div");
  line.textContent = text;
  region.replaceChildren(line);
  timers.set(
    politeness,
    setTimeout(() => region.replaceChildren(), CLEAR_AFTER_MS),
  );
}

/** Makes both regions now; entries call it once at start. */
export function prepareLiveRegions(): void {
  regionOf("polite");
  regionOf("assertive");
}
