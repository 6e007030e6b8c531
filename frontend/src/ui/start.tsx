import { type ReactNode, StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { prepareLiveRegions } from "./LiveRegion";

/** The id under which React Aria looks for its own style element. */
const PRESSABLE_STYLE_ID = "react-aria-pressable-style";

/**
 * Puts a screen into `#root`, in the place of the server's first paint.
 *
 * React Aria adds one style element at run time, which the page's style policy refuses; base.css has the rule
 * already, so an inert element with that id tells it that the work is done.
 */
export function start(screen: ReactNode): void {
  const root = document.getElementById("root");
  if (!root) {
    throw new Error("This page has no #root.");
  }
  if (!document.getElementById(PRESSABLE_STYLE_ID)) {
    const marker = document.createElement("meta");
    marker.id = PRESSABLE_STYLE_ID;
    document.head.append(marker);
  }
  prepareLiveRegions();
  createRoot(root).render(<StrictMode>{screen}</StrictMode>);
}
