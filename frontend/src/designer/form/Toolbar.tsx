import ArrowDown from "lucide-react/icons/arrow-down";
import ArrowUp from "lucide-react/icons/arrow-up";
import Copy from "lucide-react/icons/copy";
import Ellipsis from "lucide-react/icons/ellipsis";
import Move from "lucide-react/icons/move";
import Trash2 from "lucide-react/icons/trash-2";
import { type KeyboardEvent, type RefObject, useLayoutEffect, useRef, useState } from "react";
import { perform, useCatalogue, useDraft, useScreen, useWorkbench } from "@/designer/store/context";
import { words } from "@/designer/words";
import * as engine from "@/document/move/engine";
import { isContainer } from "@/document/move/slots";
import { children } from "@/document/tree/children";
import { labelOf } from "@/document/tree/labels";
import { rows } from "@/document/tree/rows";
import { IconButton, Menu, MenuItem, MenuSection, MenuTrigger } from "@/ui";
import styles from "./canvas.module.css";
import { chosen, duplicate, move, remove, startPlacing } from "./tree";

export interface ToolbarProps {
  readonly page: string;
}

/** What can be done with the chosen object; the next tab stop after the canvas. */
export function Toolbar({ page }: ToolbarProps) {
  const bench = useWorkbench();
  const catalogue = useCatalogue();
  const focus = useScreen((state) => (state.selected.size > 0 ? (state.focus ?? null) : null));
  const count = useScreen((state) => state.selected.size);
  const isBusy = useScreen(
    (state) => state.placing !== null || state.moving !== null || state.naming !== null,
  );
  const node = useDraft((state) => (focus ? state.document.nodes[focus] : undefined));
  const label = useDraft((state) =>
    count > 1 ? words.manyFields(count) : focus ? labelOf(state.document, catalogue, focus) : "",
  );
  const siblings = useDraft((state) => (node ? children(state.document, node.page, node.parent) : NONE));
  const bar = useRef<HTMLDivElement>(null);
  const style = usePosition(bar, focus, !isBusy);
  if (!focus || !node || isBusy) return null;
  const ids = chosen(bench);
  const isFirst = siblings[0] === ids[0];
  const isLast = siblings.at(-1) === ids.at(-1);
  return (
    <div
      ref={bar}
      role="toolbar"
      aria-label={words.actionsFor(label)}
      className={styles.toolbar}
      style={style}
      onKeyDown={walk}
    >
      <IconButton
        label={words.moveUp(label)}
        icon={ArrowUp}
        keys="Alt+↑"
        onPress={() => move(bench, "up")}
        {...(isFirst ? { unavailable: words.alreadyFirst } : {})}
      />
      <IconButton
        label={words.moveDown(label)}
        icon={ArrowDown}
        keys="Alt+↓"
        onPress={() => move(bench, "down")}
        {...(isLast ? { unavailable: words.alreadyLast } : {})}
      />
      <MoveTo label={label} page={page} />
      <IconButton
        label={words.duplicate(label)}
        icon={Copy}
        keys="Ctrl+D"
        onPress={() => duplicate(bench, focus)}
      />
      <IconButton label={words.remove(label)} icon={Trash2} keys="Delete" onPress={() => remove(bench)} />
      <MenuTrigger>
        <IconButton label={words.more(label)} icon={Ellipsis} />
        <Menu
          onAction={(key) => {
            if (key === "rename") bench.screen.setState({ naming: focus });
            if (key === "rules") bench.screen.setState({ inspector: "rules", isSheetOpen: true });
            if (key === "properties") bench.screen.setState({ inspector: "field", isSheetOpen: true });
            if (key === "into") move(bench, "into");
            if (key === "out") move(bench, "out");
          }}
        >
          <MenuItem id="rename" keys="F2">
            {words.rename}
          </MenuItem>
          <MenuItem id="rules" keys="R">
            {words.openRules}
          </MenuItem>
          <MenuItem id="properties" keys="P">
            {words.properties}
          </MenuItem>
          <MenuItem id="into" keys="Alt+Shift+→">
            {words.moveInto}
          </MenuItem>
          <MenuItem id="out" keys="Alt+Shift+←">
            {words.moveOut}
          </MenuItem>
        </Menu>
      </MenuTrigger>
    </div>
  );
}

const NONE: readonly string[] = [];

/** Left and Right walk the buttons; Tab leaves the toolbar from any of them. */
function walk(event: KeyboardEvent<HTMLDivElement>): void {
  const buttons = [...event.currentTarget.querySelectorAll<HTMLButtonElement>("button")];
  const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
  if (at < 0) return;
  const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
  const target = event.key === "Home" ? 0 : event.key === "End" ? buttons.length - 1 : at + step;
  if (target === at) return;
  event.preventDefault();
  buttons[(target + buttons.length) % buttons.length]?.focus();
}

function MoveTo({ label, page }: { readonly label: string; readonly page: string }) {
  const bench = useWorkbench();
  return (
    <MenuTrigger>
      <IconButton label={words.moveTo(label)} icon={Move} />
      <MoveMenu bench={bench} page={page} />
    </MenuTrigger>
  );
}

type Bench = ReturnType<typeof useWorkbench>;

function MoveMenu({ bench, page }: { readonly bench: Bench; readonly page: string }) {
  const { document } = bench.draft.getState();
  const scene = { document, catalogue: bench.commands.catalogue };
  const begun = engine.start(scene, chosen(bench));
  const gaps = begun ? engine.gaps(scene, begun.move, page) : [];
  const containers = rows(document, page, new Set()).filter((row) =>
    isContainer(document, bench.commands.catalogue, row.id),
  );
  const enterable = containers.filter((row) => gaps.some((gap) => gap.place.parent === row.id));
  const canLeave = begun?.move.at.parent && gaps.some((gap) => gap.place.parent === null);
  const otherForms = Object.entries(document.pages).filter(
    ([id, one]) => id !== page && one.kind === "form" && one.entity === document.pages[page]?.entity,
  );
  const go = (key: string) => {
    if (key === "pick") return startPlacing(bench);
    if (!begun) return;
    const [how, id = ""] = key.split(":");
    const place =
      how === "gap"
        ? gaps[Number(id)]?.place
        : {
            page: how === "page" ? id : page,
            parent: how === "into" ? id : null,
            index: Number.MAX_SAFE_INTEGER,
          };
    if (!place) return;
    const next = engine.toPlace(scene, begun.move, place);
    if (next.refused) return;
    perform(bench, engine.place(scene, next.move, bench.commands), { assertive: true, focusIn: "canvas" });
    if (how === "page") bench.screen.setState({ page: id });
  };
  return (
    <Menu onAction={(key) => go(String(key))}>
      <MenuItem id="pick">{words.moveMenu.pick}</MenuItem>
      <MenuSection title={words.moveMenu.beforeAfter}>
        {gaps.slice(0, 40).map((gap, index) => (
          <MenuItem key={gap.name} id={`gap:${index}`}>
            {gap.name.replace(/^Place .*? (first in|after) /, (_, how: string) =>
              how === "after" ? "After " : "First in ",
            )}
          </MenuItem>
        ))}
      </MenuSection>
      {enterable.length > 0 || canLeave || otherForms.length > 0 ? (
        <MenuSection title={words.moveMenu.other}>
          {enterable.map((row) => (
            <MenuItem key={row.id} id={`into:${row.id}`}>
              {words.moveMenu.into(labelOf(document, bench.commands.catalogue, row.id))}
            </MenuItem>
          ))}
          {otherForms.map(([id, one]) => (
            <MenuItem key={id} id={`page:${id}`}>
              {words.moveMenu.into(one.title)}
            </MenuItem>
          ))}
        </MenuSection>
      ) : null}
    </Menu>
  );
}

/** On the top edge of the chosen object, at its end; below the edge when there is no room above. */
function usePosition(
  bar: RefObject<HTMLDivElement | null>,
  focus: string | null,
  isShown: boolean,
): { insetBlockStart: string; insetInlineStart: string } {
  const [at, setAt] = useState({ insetBlockStart: "0", insetInlineStart: "0" });
  const document = useDraft((state) => state.document);
  const width = useScreen((state) => state.width);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the document and the width move what is measured
  useLayoutEffect(() => {
    const place = () => {
      const pane = bar.current?.parentElement;
      const item = focus ? pane?.querySelector<HTMLElement>(`[data-id="${focus}"]`) : null;
      const own = bar.current;
      if (!pane || !item || !own) return;
      const box = item.getBoundingClientRect();
      const base = pane.getBoundingClientRect();
      const top = box.top - base.top + pane.scrollTop - own.offsetHeight + 4;
      const left = box.right - base.left + pane.scrollLeft - own.offsetWidth - 4;
      setAt({ insetBlockStart: `${Math.max(4, top)}px`, insetInlineStart: `${Math.max(4, left)}px` });
    };
    place();
    const observer = new ResizeObserver(place);
    const pane = bar.current?.parentElement;
    if (pane) observer.observe(pane);
    if (pane?.firstElementChild) observer.observe(pane.firstElementChild);
    return () => observer.disconnect();
  }, [focus, document, width, isShown, bar]);
  return at;
}
