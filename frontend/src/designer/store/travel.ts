import { reach } from "@/designer/frame/reach";
import { refusedToReader, type Workbench } from "@/designer/store/context";
import { redo, undo } from "@/designer/store/draft";
import { select } from "@/designer/store/screen";
import { words } from "@/designer/words";
import { nextUndo } from "@/document/history/stack";
import { announce, toast } from "@/ui";

/** Undoes the last own step, names it and goes to what it was about. */
export function undoStep(bench: Workbench): void {
  if (refusedToReader(bench)) return;
  travel(bench, undo(bench.draft), words.undid, words.nothingToUndo);
}

export function redoStep(bench: Workbench): void {
  if (refusedToReader(bench)) return;
  travel(bench, redo(bench.draft), words.redid, words.nothingToRedo);
}

/** Says what the last step did, with Undo for exactly that step: once there is a later one, they go back in order. */
export function toastUndo(bench: Workbench, sentence: string): void {
  const made = nextUndo(bench.draft.getState().history);
  const onPress = () => {
    const next = nextUndo(bench.draft.getState().history);
    if (!made || next?.id === made.id) undoStep(bench);
    else toast(next ? words.undoInOrder(made.label, next.label) : words.nothingToUndo);
  };
  toast(sentence, { label: words.undo(null), onPress });
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
  if (step.object) follow(bench, step.object);
}

/** Selects what the step was about where it is on the screen; the focus goes with it, unless a button holds it. */
function follow(bench: Workbench, object: string): void {
  const { nodes, pages, fields } = bench.draft.getState().document;
  const { area } = bench.screen.getState();
  const isHeld = document.activeElement?.closest("header, [role=dialog]");
  const node = nodes[object];
  if (area === "form" && node && pages[node.page]?.kind === "form") {
    bench.screen.setState({ page: node.page });
    select(bench.screen, object, isHeld ? null : "canvas");
  }
  const field = fields[object] ? object : (node?.field ?? "");
  const entity = fields[field]?.entity;
  if (area === "data" && entity) {
    bench.screen.setState({ entity, focus: field });
    if (!isHeld) reach(`[data-setting="${field}/label"]`);
  }
  if (area === "rules" && bench.draft.getState().document.rules[object]) {
    bench.screen.setState({ rule: object });
  }
}
