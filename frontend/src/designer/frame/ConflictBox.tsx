import { goToObject, objectLabel } from "@/designer/frame/goToObject";
import { useDraft, useWorkbench } from "@/designer/store/context";
import { words } from "@/designer/words";
import type { Conflict } from "@/document/sync/batch";
import { Banner, Button } from "@/ui";

/** Two people set one thing differently: nobody is overwritten before one of them chose. */
export function ConflictBox() {
  const bench = useWorkbench();
  const clash = useDraft((state) => state.clash);
  const document = useDraft((state) => state.document);
  const first = clash?.conflicts[0];
  if (!clash || !first) return null;
  return (
    <Banner
      tone="warn"
      alert
      title={words.conflictTitle}
      actions={
        <>
          <Button size="sm" variant="primary" onPress={() => bench.sync.keepMine()}>
            {words.keepMine}
          </Button>
          <Button size="sm" onPress={() => bench.sync.keepTheirs()}>
            {words.keepTheirs(first.by)}
          </Button>
        </>
      }
    >
      <ul>
        {clash.conflicts.map((conflict) => (
          <li key={`${conflict.in}/${conflict.id}/${conflict.path}`}>
            <button type="button" className="link" onClick={() => goToObject(bench, conflict.id)}>
              {objectLabel(document, conflict.id) ?? conflict.id}
            </button>
            {": "}
            {sentence(conflict, objectLabel(document, conflict.id) ?? conflict.id)}
          </li>
        ))}
      </ul>
    </Banner>
  );
}

function sentence(conflict: Conflict, what: string): string {
  if (conflict.kind === "deleted") return words.conflictDeleted(conflict.by, what);
  const name = (conflict.path.split(".").at(-1) ?? "").replace(/_/g, " ");
  const title = name ? name.charAt(0).toUpperCase() + name.slice(1) : what;
  return words.conflict(title, plain(conflict.yours), conflict.by, plain(conflict.theirs), ago(conflict.at));
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
