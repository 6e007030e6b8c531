import type { Workbench } from "@/designer/store/context";
import { AREAS, type Area } from "@/designer/store/screen";

export function hrefOf(appId: string, area: Area): string {
  return `/apps/${appId}/${area}/`;
}

/**
 * Shows another area of the same draft; the address follows, nothing is loaded again. The focus goes to its heading,
 * unless the caller knows a better place.
 */
export function goTo(bench: Workbench, area: Area, isFocusElsewhere = false): void {
  if (bench.screen.getState().area === area) return;
  history.pushState({ area }, "", hrefOf(bench.appId, area));
  show(bench, area, isFocusElsewhere);
}

/** Follows the Back and Forward buttons of the browser. */
export function followHistory(bench: Workbench): () => void {
  const onPop = () => {
    const area = AREAS.find((one) => location.pathname.endsWith(`/${one}/`));
    if (area) show(bench, area);
  };
  addEventListener("popstate", onPop);
  return () => removeEventListener("popstate", onPop);
}

function show(bench: Workbench, area: Area, isFocusElsewhere = false): void {
  bench.screen.setState({ area, placing: null, moving: null, naming: null, isSheetOpen: false });
  if (isFocusElsewhere) return;
  requestAnimationFrame(() => document.querySelector<HTMLElement>("h1")?.focus());
}
