import { goToObject, objectLabel } from "@/designer/frame/goToObject";
import { useDraft, useWorkbench } from "@/designer/store/context";
import { words } from "@/designer/words";
import type { Conflict } from "@/document/sync/batch";
import type { Definition } from "@/document/types";
import { Banner, Button } from "@/ui";
import styles from "./frame.module.css";

/** Two people changed one thing, or one deleted what the other changed: nothing is lost before one of them chose. */
export function ConflictBox() {
  const bench = useWorkbench();
  const clash = useDraft((state) => state.clash);
  const document = useDraft((state) => state.document);
  const first = clash?.conflicts[0];
  if (!clash || !first) return null;
  const isDeleted = clash.conflicts.some((one) => one.kind === "deleted");
  return (
    <Banner
      tone="warn"
      alert
      title={isDeleted ? words.deletedTitle : words.conflictTitle}
      actions={
        <>
          <Button size="sm" variant="primary" onPress={() => bench.sync.keepMine()}>
            {isDeleted ? words.restoreMine : words.keepMine}
          </Button>
          <Button size="sm" onPress={() => bench.sync.keepTheirs()}>
            {isDeleted ? words.discardMine : words.keepTheirs(first.by)}
          </Button>
        </>
      }
    >
      <ul className={styles.conflicts}>
        {clash.conflicts.map((conflict) => (
          <li key={`${conflict.in}/${conflict.id}/${conflict.path}`}>
            {conflict.kind === "deleted" ? (
              deletion(conflict)
            ) : (
              <Changed conflict={conflict} document={document} />
            )}
          </li>
        ))}
      </ul>
    </Banner>
  );
}

interface ChangedProps {
  readonly conflict: Conflict;
  readonly document: Definition;
}

function Changed({ conflict, document }: ChangedProps) {
  const bench = useWorkbench();
  const label = objectLabel(document, conflict.id) ?? conflict.id;
  const { yours, by, theirs, at } = conflict;
  return (
    <>
      <button type="button" className={styles.link} onClick={() => goToObject(bench, conflict.id)}>
        {label}
      </button>
      {": "}
      {words.conflict(nameOf(conflict.path) || label, plain(yours), by, plain(theirs), ago(at))}
    </>
  );
}

/** What happened, and what was typed meanwhile. */
function deletion({ by, what, path, yours }: Conflict): string {
  const name = nameOf(path);
  const happened = words.conflictDeleted(by, what ?? "");
  if (name === "") return [happened, yours ? words.addedThere(plain(yours)) : words.movedThere].join(" ");
  return [happened, words.typedThere(name, plain(yours))].join(" ");
}

/** "props.empty_text" is "Empty text". */
function nameOf(path: string): string {
  const name = (path.split(".").at(-1) ?? "").replace(/_/g, " ");
  return name.charAt(0).toUpperCase() + name.slice(1);
}

function plain(value: unknown): string {
  if (value === null || value === undefined || value === "") return words.empty;
  return typeof value === "string" ? value : JSON.stringify(value);
}

function ago(iso: string): string {
  const seconds = Math.round((Date.now() - Date.parse(iso)) / 1000);
  if (Number.isNaN(seconds)) return "";
  return seconds < 90 ? `${Math.max(1, seconds)} s ago` : `${Math.round(seconds / 60)} min ago`;
}
