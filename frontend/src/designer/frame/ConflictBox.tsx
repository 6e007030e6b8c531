import { callOf, isWhole, type Scene, sentenceOf } from "@/designer/frame/conflictWords";
import { goToObject } from "@/designer/frame/goToObject";
import { clashWords } from "@/designer/frame/words";
import { useCatalogue, useDraft, useWorkbench } from "@/designer/store/context";
import type { Conflict } from "@/document/sync/batch";
import { Banner, Button } from "@/ui";
import styles from "./frame.module.css";

/** Two people changed one thing, or one deleted what the other changed: nothing is lost before one of them chose. */
export function ConflictBox() {
  const bench = useWorkbench();
  const catalogue = useCatalogue();
  const clash = useDraft((state) => state.clash);
  const document = useDraft((state) => state.document);
  const confirmed = useDraft((state) => state.confirmed);
  if (!clash || clash.conflicts.length === 0) return null;
  const scene: Scene = { catalogue, documents: [document, confirmed] };
  const asked = wordsFor(clash.conflicts);
  return (
    <Banner
      tone="warn"
      alert
      title={asked.title}
      actions={
        <>
          <Button size="sm" variant="primary" onPress={() => bench.sync.keepMine()}>
            {asked.mine}
          </Button>
          <Button size="sm" onPress={() => bench.sync.keepTheirs()}>
            {asked.theirs}
          </Button>
        </>
      }
    >
      <ul className={styles.conflicts}>
        {clash.conflicts.map((conflict) => (
          <li key={`${conflict.kind}/${conflict.in}/${conflict.id}/${conflict.path}`}>
            {isWhole(conflict) ? null : (
              <>
                <button type="button" className={styles.link} onClick={() => goToObject(bench, conflict.id)}>
                  {callOf(scene, conflict)}
                </button>
                {": "}
              </>
            )}
            {sentenceOf(scene, conflict)}
          </li>
        ))}
      </ul>
    </Banner>
  );
}

/** The buttons say what they do to everything that is asked about. */
function wordsFor(conflicts: readonly Conflict[]) {
  const names = new Set(conflicts.map((one) => one.by));
  const theirs = names.size === 1 ? clashWords.keepTheirs([...names][0] ?? "") : clashWords.keepOthers;
  if (conflicts.some((one) => one.kind === "deleted"))
    return { title: clashWords.deletedTitle, mine: clashWords.restoreMine, theirs: clashWords.discardMine };
  const deletions = conflicts.filter((one) => one.isDeletion);
  if (deletions.length < conflicts.length)
    return { title: clashWords.conflictTitle, mine: clashWords.keepMine, theirs };
  const count = new Set(deletions.map((one) => one.what || one.id)).size;
  return { title: clashWords.changedTitle, mine: clashWords.deleteAnyway(count), theirs };
}
