import type { Workbench } from "@/designer/store/context";
import { AREAS, type Area } from "@/designer/store/screen";

export function hrefOf(appId: string, area: Area): string {
  return `/apps/${appId}/${area}/`;
}

/** Shows another area of the same draft; the address follows, nothing is loaded again. */
export function goTo(bench: Workbench, area: Area): void {
  if (bench.screen.getState().area === area) return;
  history.pushState({ area }, "", hrefOf(bench.appId, area));
  show(bench, area);
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

function show(bench: Workbench, area: Area): void {
  bench.screen.setState({ area, placing: null, moving: null, naming: null, isSheetOpen: false });
  requestAnimationFrame(() => document.querySelector<HTMLElement>("h1")?.focus());
}
