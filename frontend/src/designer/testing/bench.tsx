/** An open draft without a server: the expense app over the real manifests. */
import { render } from "@testing-library/react";
import type { ReactNode } from "react";
import { createStore } from "zustand/vanilla";
import type { CheckState, CheckStore } from "@/designer/problems/checkStore";
import { type Workbench, WorkbenchProvider } from "@/designer/store/context";
import { draftStore } from "@/designer/store/draft";
import { type Area, screenStore } from "@/designer/store/screen";
import { type Catalogue, catalogueOf, type Manifest } from "@/document/catalogue";
import { newId } from "@/document/keys/ids";
import { expenseClaims } from "@/document/testing/world";
import { children } from "@/document/tree/children";
import { labelOf } from "@/document/tree/labels";
import type { Definition } from "@/document/types";
import { prepareLiveRegions } from "@/ui";

const MANIFESTS = import.meta.glob<Manifest>("../../../../components/library/*/manifest.json", {
  eager: true,
  import: "default",
});

export function realCatalogue(): Catalogue {
  return catalogueOf("test", Object.values(MANIFESTS));
}

export function openBench(document: Definition = expenseClaims(), area: Area = "form"): Workbench {
  const nothing = async () => undefined;
  const checks = createStore<CheckState>(() => ({
    isRunning: false,
    failed: false,
    issues: [],
    passed: 0,
    tier: null,
  }));
  return {
    appId: "app",
    draft: draftStore({ appId: "app", revision: 0, document, history: [], savedAt: null }),
    screen: screenStore(area),
    sync: {
      touched: () => undefined,
      flush: nothing,
      poll: nothing,
      keepMine: () => undefined,
      keepTheirs: () => undefined,
      discard: () => undefined,
      stop: () => undefined,
    },
    checks: Object.assign(checks, { run: () => undefined, stop: () => undefined }) as CheckStore,
    commands: { catalogue: realCatalogue(), newId },
    readOnly: null,
  };
}

/** Shows something of the designer on a wide screen. */
export function show(bench: Workbench, screen: ReactNode) {
  prepareLiveRegions();
  window.matchMedia = ((query: string) => ({
    matches: query.includes("min-width"),
    media: query,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  })) as unknown as typeof window.matchMedia;
  Element.prototype.scrollIntoView ??= () => undefined;
  globalThis.ResizeObserver ??= class {
    observe() {}
    unobserve() {}
    disconnect() {}
  };
  return render(<WorkbenchProvider value={bench}>{screen}</WorkbenchProvider>);
}

/** Labels of a container's children, in order. */
export function labelsIn(bench: Workbench, parent: string | null = null): string[] {
  const { document } = bench.draft.getState();
  return children(document, "pag_form", parent).map((id) => labelOf(document, bench.commands.catalogue, id));
}
