import type { Workbench } from "@/designer/store/context";
import { redo, undo } from "@/designer/store/draft";
import { select } from "@/designer/store/screen";
import { words } from "@/designer/words";
import { announce, toast } from "@/ui";

/** Undoes the last own step, names it and goes to what it was about. */
export function undoStep(bench: Workbench): void {
  travel(bench, undo(bench.draft), words.undid, words.nothingToUndo);
}

export function redoStep(bench: Workbench): void {
  travel(bench, redo(bench.draft), words.redid, words.nothingToRedo);
}

function travel(
  bench: Workbench,
  step: ReturnType<typeof undo>,
  said: (label: string) => string,
  nothing: string,
): void {
  if (!step) {
    announce(nothing);
    return;
  }
  if (step.refused) {
    toast(words.cannotUndo(step.label, step.refused));
    return;
  }
  bench.sync.touched();
  announce(said(step.label));
  const node = step.object ? bench.draft.getState().document.nodes[step.object] : undefined;
  if (!node || bench.screen.getState().area !== "form") return;
  if (bench.draft.getState().document.pages[node.page]?.kind === "form")
    bench.screen.setState({ page: node.page });
  const isInTree = document.activeElement?.closest("[role=tree]") !== null;
  select(bench.screen, step.object, isInTree ? "canvas" : null);
}
