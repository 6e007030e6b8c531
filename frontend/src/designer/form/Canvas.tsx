import { Fragment, type KeyboardEvent, type MouseEvent, useEffect, useRef } from "react";
import { perform, useCanEdit, useDraft, useScreen, useWorkbench } from "@/designer/store/context";
import { select } from "@/designer/store/screen";
import { words } from "@/designer/words";
import { addFields } from "@/document/commands/addField";
import { placeAfter } from "@/document/commands/place";
import { parseLine } from "@/document/quickadd/parse";
import { children } from "@/document/tree/children";
import { Button } from "@/ui";
import styles from "./canvas.module.css";
import { Gap, GapsProvider, useGaps } from "./Gap";
import { Item } from "./Item";
import { Toolbar } from "./Toolbar";
import { nameOfMove, stopPlacing, treeKey } from "./tree";
import { useDrag } from "./useDrag";

/** The form as it will look, its objects one tree. */
export function Canvas({ page }: { readonly page: string }) {
  const bench = useWorkbench();
  const canEdit = useCanEdit();
  const title = useDraft((state) => state.document.pages[page]?.title ?? "");
  const intro = useDraft((state) => state.document.pages[page]?.intro ?? "");
  const appTitle = useDraft((state) => state.document.app.title);
  const roots = useDraft((state) => children(state.document, page, null));
  const width = useScreen((state) => state.width);
  const isPlacing = useScreen((state) => state.placing !== null);
  const scroll = useRef<HTMLDivElement>(null);
  const tree = useRef<HTMLDivElement>(null);
  const gaps = useGaps(page);
  useWishedFocus(tree);
  useTabStop(page);
  const drag = useDrag(scroll, page);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target instanceof HTMLInputElement) return;
    if (event.key === "Escape" && bench.screen.getState().placing) {
      event.preventDefault();
      stopPlacing(bench);
      return;
    }
    if (event.target instanceof HTMLButtonElement) return;
    if (treeKey(bench, event, "canvas")) {
      event.preventDefault();
      event.stopPropagation();
    }
  };

  return (
    <div className={styles.scroll} ref={scroll} data-canvas>
      <PlacingBar />
      <div className={styles.sheet} data-width={width}>
        <div className={styles.heading}>
          <h2>{title}</h2>
          {intro ? <p className={styles.intro}>{intro}</p> : null}
        </div>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: a tree, or a group while a place is picked */}
        {/* biome-ignore lint/a11y/useAriaPropsSupportedByRole: only the tree carries it */}
        <div
          ref={tree}
          role={isPlacing ? "group" : "tree"}
          aria-multiselectable={isPlacing ? undefined : true}
          aria-label={words.canvasOf(appTitle)}
          className={styles.tree}
          onKeyDown={onKeyDown}
          onClick={(event) => clicked(bench, event)}
          onDoubleClick={(event) => {
            const id = idAt(event);
            if (id && !bench.readOnly) bench.screen.setState({ naming: id });
          }}
          onFocus={(event) => {
            const id =
              event.target instanceof Element
                ? event.target.closest<HTMLElement>("[data-id]")?.dataset.id
                : undefined;
            if (id && bench.screen.getState().focus !== id) bench.screen.setState({ focus: id });
          }}
          onDragStart={(event) => event.preventDefault()}
          {...drag}
        >
          <div role="presentation" className={styles.rows}>
            <GapsProvider value={gaps}>
              {roots.map((id, index) => (
                <Fragment key={id}>
                  <Gap parent={null} index={index} />
                  <Item id={id} level={1} position={index + 1} size={roots.length} />
                </Fragment>
              ))}
              <Gap parent={null} index={roots.length} />
            </GapsProvider>
          </div>
        </div>
        {roots.length === 0 && canEdit ? <EmptyForm page={page} /> : null}
      </div>
      {canEdit ? <Toolbar page={page} /> : null}
    </div>
  );
}

function idAt(event: MouseEvent): string | null {
  if (!(event.target instanceof Element) || event.target.closest("button, input")) return null;
  return event.target.closest<HTMLElement>("[data-id]")?.dataset.id ?? null;
}

function clicked(bench: ReturnType<typeof useWorkbench>, event: MouseEvent): void {
  const id = idAt(event);
  if (!id) return;
  if (event.ctrlKey || event.metaKey || event.shiftKey) {
    const selected = new Set(bench.screen.getState().selected);
    if (selected.has(id)) selected.delete(id);
    else selected.add(id);
    bench.screen.setState({ selected, focus: id });
    return;
  }
  select(bench.screen, id, "canvas");
}

function PlacingBar() {
  const bench = useWorkbench();
  const placing = useScreen((state) => state.placing);
  if (!placing) return null;
  return (
    <div className={styles["placing-bar"]}>
      <span>{words.placingTitle(nameOfMove(bench, placing))}</span>
      <Button size="sm" onPress={() => stopPlacing(bench)}>
        {words.cancelMove}
      </Button>
    </div>
  );
}

function EmptyForm({ page }: { readonly page: string }) {
  const bench = useWorkbench();
  const add = (line: string) => {
    const { document } = bench.draft.getState();
    const field = parseLine(line, bench.commands.catalogue);
    const entity = document.pages[page]?.entity;
    if (!field || !entity) return;
    const made = addFields(document, bench.commands, entity, [field], placeAfter(document, page, null));
    if (perform(bench, made)) {
      select(bench.screen, made.focus ?? null);
      document && window.document.getElementById("quick-add")?.focus();
    }
  };
  return (
    <div className={styles.empty}>
      <h3>{words.emptyTitle}</h3>
      <p>{words.emptyText}</p>
      <div className={styles.examples}>
        {words.exampleLines.map((line) => (
          <Button key={line} size="sm" onPress={() => add(line)}>
            {line}
          </Button>
        ))}
      </div>
      <div className={styles.ghosts} aria-hidden>
        <span />
        <span />
        <span />
      </div>
    </div>
  );
}

/** Shows the object a command wished for, once it is on the screen; with the keyboard focus when it is meant for here. */
function useWishedFocus(tree: React.RefObject<HTMLDivElement | null>): void {
  const bench = useWorkbench();
  const wish = useScreen((state) => state.wish);
  useEffect(() => {
    if (!wish) return;
    const item = wish.id ? tree.current?.querySelector<HTMLElement>(`#canvas-${wish.id}`) : tree.current;
    if (wish.tree === "canvas") item?.focus({ preventScroll: true });
    item?.scrollIntoView({ block: "nearest" });
    if (wish.tree !== "outline" && bench.screen.getState().wish === wish)
      bench.screen.setState({ wish: null });
  }, [wish, tree, bench]);
}

/** A tree has exactly one tab stop: the focused object, else its first. */
function useTabStop(page: string): void {
  const bench = useWorkbench();
  const first = useDraft((state) => children(state.document, page, null)[0] ?? null);
  const isThere = useDraft((state) => {
    const { focus } = bench.screen.getState();
    return focus !== null && state.document.nodes[focus]?.page === page;
  });
  const focus = useScreen((state) => state.focus);
  useEffect(() => {
    if (!isThere || focus === null) bench.screen.setState({ focus: first });
  }, [isThere, first, focus, bench]);
}
