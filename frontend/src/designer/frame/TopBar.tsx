import Eye from "lucide-react/icons/eye";
import Redo2 from "lucide-react/icons/redo-2";
import Undo2 from "lucide-react/icons/undo-2";
import { useCanEdit, useDraft, useScreen, useWorkbench } from "@/designer/store/context";
import { AREAS, type Area } from "@/designer/store/screen";
import { redoStep, undoStep } from "@/designer/store/travel";
import { words } from "@/designer/words";
import { nextRedo, nextUndo } from "@/document/history/stack";
import { Button, ButtonLink, IconButton, StateBadge } from "@/ui";
import { goTo, hrefOf } from "./areas";
import styles from "./frame.module.css";
import { HelpDialog } from "./HelpDialog";
import { SaveStatus } from "./SaveStatus";

/** Where I am, whether it is saved, and the one primary action. */
export function TopBar() {
  const bench = useWorkbench();
  const title = useDraft((state) => state.document.app.title);
  const canEdit = useCanEdit();
  const area = useScreen((state) => state.area);
  const undoable = useDraft((state) => nextUndo(state.history)?.label ?? null);
  const redoable = useDraft((state) => nextRedo(state.history)?.label ?? null);
  return (
    <header className={styles.bar} data-region tabIndex={-1}>
      <nav aria-label={words.apps} className={styles.trail}>
        <a href="/apps/">{words.apps}</a>
        <span aria-hidden>›</span>
        <span className={styles.app}>{title}</span>
      </nav>
      <StateBadge state="draft">{words.draft}</StateBadge>
      <nav aria-label={words.areasLabel} className={styles.areas}>
        {AREAS.filter((one) => one !== "preview").map((one) => (
          <AreaLink key={one} area={one} isCurrent={one === area} />
        ))}
      </nav>
      <span className={styles.space} />
      {canEdit ? <SaveStatus /> : <span className={styles.status}>{words.readOnlyStatus}</span>}
      {canEdit ? (
        <span className={styles.tools}>
          <IconButton
            label={words.undo(undoable)}
            icon={Undo2}
            keys="Ctrl+Z"
            onPress={() => undoStep(bench)}
            {...(undoable ? {} : { unavailable: words.nothingToUndo })}
          />
          <IconButton
            label={words.redo(redoable)}
            icon={Redo2}
            keys="Ctrl+Y"
            onPress={() => redoStep(bench)}
            {...(redoable ? {} : { unavailable: words.nothingToRedo })}
          />
        </span>
      ) : null}
      <Button
        icon={Eye}
        {...(area === "preview" ? { "aria-current": "page" as const } : {})}
        onPress={() => goTo(bench, "preview")}
      >
        {words.areas.preview}
      </Button>
      {canEdit ? (
        <ButtonLink
          variant="primary"
          href={`/apps/${bench.appId}/submit/`}
          onClick={(event) => {
            if (bench.draft.getState().pending.length === 0) return;
            event.preventDefault();
            void bench.sync.flush().then(() => location.assign(`/apps/${bench.appId}/submit/`));
          }}
        >
          {words.submit}
        </ButtonLink>
      ) : null}
      <span className={styles.help}>
        <HelpDialog />
      </span>
    </header>
  );
}

function AreaLink({ area, isCurrent }: { readonly area: Area; readonly isCurrent: boolean }) {
  const bench = useWorkbench();
  return (
    <a
      href={hrefOf(bench.appId, area)}
      {...(isCurrent ? { "aria-current": "page" as const } : {})}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
        event.preventDefault();
        goTo(bench, area);
      }}
    >
      {words.areas[area]}
    </a>
  );
}
