import ArrowDown from "lucide-react/icons/arrow-down";
import ArrowUp from "lucide-react/icons/arrow-up";
import Ellipsis from "lucide-react/icons/ellipsis";
import Plus from "lucide-react/icons/plus";
import { useEffect, useRef, useState } from "react";
import { useShallow } from "zustand/react/shallow";
import { Palette } from "@/designer/add/Palette";
import { QuickAdd } from "@/designer/add/QuickAdd";
import frame from "@/designer/frame/frame.module.css";
import { Inspector } from "@/designer/inspector/Inspector";
import { useIssueCounts } from "@/designer/problems/useCheck";
import { useCanEdit, useCatalogue, useDraft, useScreen, useWorkbench } from "@/designer/store/context";
import { select } from "@/designer/store/screen";
import { words } from "@/designer/words";
import { type Row, rows } from "@/document/tree/rows";
import { iconOf } from "@/library/kindIcons";
import { Button, Dialog, Icon, IconButton, Menu, MenuItem, MenuTrigger } from "@/ui";
import { nameOfNode, nodeFacts } from "./nodeFacts";
import styles from "./outlineMode.module.css";
import { duplicate, move, remove } from "./tree";

const NONE: ReadonlySet<string> = new Set();

/** The designer on a phone: a list, an edit sheet, and moving by buttons. Everything but dragging works. */
export function OutlineMode({ page }: { readonly page: string }) {
  const bench = useWorkbench();
  const canEdit = useCanEdit();
  const document = useDraft((state) => state.document);
  const isSheetOpen = useScreen((state) => state.isSheetOpen);
  const [isAdding, setAdding] = useState(false);
  const list = useRef<HTMLOListElement>(null);
  useWishedRow(list);
  const all = rows(document, page, NONE);
  return (
    <section className={styles.mode} aria-label={words.regions.outline} data-region tabIndex={-1}>
      <h1 className={frame.h1} tabIndex={-1}>
        {document.pages[page]?.title ?? words.form}
      </h1>
      {canEdit ? <QuickAdd page={page} /> : null}
      <ol ref={list} className={styles.list}>
        {all.map((row) => (
          <OutlineRow key={row.id} row={row} />
        ))}
      </ol>
      {all.length === 0 ? <p className="hush">{words.emptyTitle}</p> : null}
      {canEdit ? (
        <Button icon={Plus} wide onPress={() => setAdding(true)}>
          {words.add.palette}
        </Button>
      ) : null}
      <Dialog title={words.add.palette} isOpen={isAdding} onOpenChange={setAdding}>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: closes after a choice; the buttons inside are the controls */}
        {/* biome-ignore lint/a11y/useKeyWithClickEvents: a key press on those buttons is a click as well */}
        <div
          onClick={(event) =>
            event.target instanceof Element && event.target.closest("li button") && setAdding(false)
          }
        >
          <Palette page={page} />
        </div>
      </Dialog>
      <Dialog
        title={words.inspector.open}
        isOpen={isSheetOpen}
        onOpenChange={(open) => bench.screen.setState({ isSheetOpen: open })}
      >
        <Inspector page={page} />
      </Dialog>
    </section>
  );
}

/** Shows the row a command wished for; with the keyboard focus when a tree was to take it. */
function useWishedRow(list: React.RefObject<HTMLOListElement | null>): void {
  const bench = useWorkbench();
  const wish = useScreen((state) => state.wish);
  useEffect(() => {
    if (!wish) return;
    const row = list.current?.querySelector<HTMLElement>(`[data-id="${wish.id}"]`);
    row?.scrollIntoView({ block: "nearest" });
    if (wish.tree) row?.querySelector("button")?.focus({ preventScroll: true });
    if (bench.screen.getState().wish === wish) bench.screen.setState({ wish: null });
  }, [wish, list, bench]);
}

function OutlineRow({ row }: { readonly row: Row }) {
  const bench = useWorkbench();
  const catalogue = useCatalogue();
  const facts = useDraft(useShallow((state) => nodeFacts(state.document, catalogue, row.id)));
  const issues = useIssueCounts(row.id);
  return (
    <li className={styles.row} data-level={Math.min(row.level, 4)} data-id={row.id}>
      <button
        type="button"
        className={styles.name}
        onClick={() => {
          select(bench.screen, row.id);
          bench.screen.setState({ isSheetOpen: true });
        }}
      >
        <Icon of={iconOf(facts.kind)} />
        <span>{nameOfNode(facts, issues)}</span>
      </button>
      {useCanEdit() ? <RowTools row={row} label={facts.label} /> : null}
    </li>
  );
}

/** Moving by buttons, and what else can be done with a row. */
function RowTools({ row, label }: { readonly row: Row; readonly label: string }) {
  const bench = useWorkbench();
  const run = (direction: "up" | "down" | "into" | "out") => {
    select(bench.screen, row.id);
    move(bench, direction, [row.id]);
  };
  return (
    <>
      <IconButton
        size="md"
        label={words.moveUp(label)}
        icon={ArrowUp}
        onPress={() => run("up")}
        {...(row.position === 1 ? { unavailable: words.alreadyFirst } : {})}
      />
      <IconButton
        size="md"
        label={words.moveDown(label)}
        icon={ArrowDown}
        onPress={() => run("down")}
        {...(row.position === row.size ? { unavailable: words.alreadyLast } : {})}
      />
      <MenuTrigger>
        <IconButton size="md" label={words.more(label)} icon={Ellipsis} />
        <Menu
          onAction={(key) => {
            if (key === "into" || key === "out") run(key);
            if (key === "duplicate") duplicate(bench, row.id);
            if (key === "remove") remove(bench, [row.id], null);
          }}
        >
          <MenuItem id="into">{words.moveInto}</MenuItem>
          <MenuItem id="out">{words.moveOut}</MenuItem>
          <MenuItem id="duplicate">{words.duplicate(label)}</MenuItem>
          <MenuItem id="remove" tone="danger">
            {words.remove(label)}
          </MenuItem>
        </Menu>
      </MenuTrigger>
    </>
  );
}
