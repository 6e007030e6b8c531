import type { Workbench } from "@/designer/store/context";
import { select } from "@/designer/store/screen";
import { words } from "@/designer/words";
import { labelOf } from "@/document/tree/labels";
import { announce } from "@/ui";

/**
 * When somebody else deletes what is selected, nothing is selected any more and the person is told: what they type
 * next must not go into another object. Ends with the function it answers.
 */
export function followOthers(bench: Workbench): () => void {
  return bench.draft.subscribe((state, before) => {
    if (state.taken === before.taken) return;
    const { selected, moving, placing } = bench.screen.getState();
    const taken = new Map(state.taken.map((one) => [one.id, one.by]));
    const isTaken = (id: string) => taken.has(id);
    if (moving?.ids.some(isTaken) || placing?.ids.some(isTaken)) {
      bench.screen.setState({ moving: null, placing: null });
    }
    const gone = [...selected].find(isTaken);
    if (gone === undefined) return;
    const what = labelOf(before.document, bench.commands.catalogue, gone);
    const notice = words.deletedBy(taken.get(gone) ?? "", what);
    select(bench.screen, null);
    bench.screen.setState({ notice });
    announce(notice, "assertive");
  });
}
