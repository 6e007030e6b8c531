import { useVirtualizer } from "@tanstack/react-virtual";
import ChevronDown from "lucide-react/icons/chevron-down";
import ChevronRight from "lucide-react/icons/chevron-right";
import Info from "lucide-react/icons/info";
import OctagonAlert from "lucide-react/icons/octagon-alert";
import { type KeyboardEvent, memo, useEffect, useRef } from "react";
import { useShallow } from "zustand/react/shallow";
import { useIssueCounts } from "@/designer/problems/useCheck";
import { useCatalogue, useDraft, useScreen, useWorkbench } from "@/designer/store/context";
import { select } from "@/designer/store/screen";
import { words } from "@/designer/words";
import type { Move } from "@/document/move/engine";
import { children } from "@/document/tree/children";
import type { Row } from "@/document/tree/rows";
import { rows } from "@/document/tree/rows";
import type { Definition } from "@/document/types";
import { iconOf } from "@/library/kindIcons";
import { cx, Icon, type LucideIcon } from "@/ui";
import { nameOfNode, nodeFacts } from "./nodeFacts";
import styles from "./outline.module.css";
import { toggle, treeKey } from "./tree";

const ROW = 30;

/** The same tree as the canvas, one line per object; only the lines in view exist. */
export function Outline({ page }: { readonly page: string }) {
  const bench = useWorkbench();
  const collapsed = useScreen((state) => state.collapsed);
  const document = useDraft((state) => state.document.nodes);
  const title = useDraft((state) => state.document.pages[page]?.title ?? "");
  const focus = useScreen((state) => state.focus);
  const wish = useScreen((state) => state.wish);
  const moving = useScreen((state) => state.moving);
  const scroll = useRef<HTMLDivElement>(null);
  const all = rows({ ...bench.draft.getState().document, nodes: document }, page, collapsed);
  const virtual = useVirtualizer({
    count: all.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => ROW,
    overscan: 12,
    initialRect: { width: 240, height: 600 },
  });
  const stop = all.some((row) => row.id === focus) ? focus : (all[0]?.id ?? null);

  useEffect(() => {
    const index = wish ? all.findIndex((row) => row.id === wish.id) : -1;
    if (!wish || index < 0) return;
    virtual.scrollToIndex(index);
    if (wish.tree !== "outline") return;
    const frame = requestAnimationFrame(() => {
      scroll.current?.querySelector<HTMLElement>(`[data-row="${wish.id}"]`)?.focus();
      if (bench.screen.getState().wish === wish) bench.screen.setState({ wish: null });
    });
    return () => cancelAnimationFrame(frame);
  }, [wish, all, virtual, bench]);

  const line = useDraft((state) => (moving ? rowOfMove(state.document, all, moving) : null));
  useEffect(() => {
    if (line !== null) virtual.scrollToIndex(Math.min(line, all.length - 1));
  }, [line, all.length, virtual]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (treeKey(bench, event, "outline")) event.preventDefault();
  };
  return (
    <div ref={scroll} className={styles.scroll}>
      <div
        role="tree"
        aria-label={words.outlineOf(title)}
        aria-multiselectable
        className={styles.tree}
        style={{ blockSize: `${virtual.getTotalSize()}px` }}
        onKeyDown={onKeyDown}
      >
        {virtual.getVirtualItems().map((item) => {
          const row = all[item.index];
          return row ? <Line key={row.id} row={row} top={item.start} isStop={row.id === stop} /> : null;
        })}
        {moving && line !== null ? (
          <div
            role="presentation"
            data-insertion
            className={styles.insertion}
            style={{
              transform: `translateY(${line * ROW}px)`,
              insetInlineStart: `${8 + depthOf(all, moving.at.parent) * 14}px`,
            }}
          />
        ) : null}
      </div>
    </div>
  );
}

const Line = memo(
  function Line({ row, top, isStop }: { readonly row: Row; readonly top: number; readonly isStop: boolean }) {
    const bench = useWorkbench();
    const catalogue = useCatalogue();
    const facts = useDraft(useShallow((state) => nodeFacts(state.document, catalogue, row.id)));
    const isSelected = useScreen((state) => state.selected.has(row.id));
    const isMoving = useScreen((state) => state.moving?.ids.includes(row.id) ?? false);
    const issues = useIssueCounts(row.id);
    return (
      // biome-ignore lint/a11y/useKeyWithClickEvents: the tree handles the keys of all its items
      <div
        role="treeitem"
        data-row={row.id}
        aria-label={nameOfNode(facts, issues)}
        aria-level={row.level}
        aria-posinset={row.position}
        aria-setsize={row.size}
        aria-selected={isSelected}
        {...(row.hasChildren ? { "aria-expanded": row.isExpanded } : {})}
        tabIndex={isStop ? 0 : -1}
        className={cx(styles.line, isSelected && styles.selected, isMoving && styles.moving)}
        style={{ transform: `translateY(${top}px)`, paddingInlineStart: `${8 + (row.level - 1) * 14}px` }}
        onFocus={() => bench.screen.setState({ focus: row.id })}
        onClick={(event) => {
          if (event.ctrlKey || event.metaKey) {
            const selected = new Set(bench.screen.getState().selected);
            if (selected.has(row.id)) selected.delete(row.id);
            else selected.add(row.id);
            bench.screen.setState({ selected, focus: row.id });
          } else {
            select(bench.screen, row.id);
            document.getElementById(`canvas-${row.id}`)?.scrollIntoView({ block: "nearest" });
          }
        }}
      >
        {row.hasChildren ? (
          <span
            aria-hidden
            className={styles.twist}
            onClick={(event) => {
              event.stopPropagation();
              toggle(bench, row.id, row.isExpanded);
            }}
          >
            <Icon of={row.isExpanded ? ChevronDown : ChevronRight} />
          </span>
        ) : null}
        <Icon of={iconOf(facts.kind)} />
        <span className={styles.text}>{facts.label}</span>
        {facts.isField && !facts.isRequired ? (
          <span className={styles.note} data-words={words.optional} aria-hidden />
        ) : null}
        <IssueMark of={OctagonAlert} count={issues.must} tone="bad" />
        <IssueMark of={Info} count={issues.advice} tone="warn" />
      </div>
    );
  },
  (before, after) =>
    before.top === after.top && before.isStop === after.isStop && sameRow(before.row, after.row),
);

/** The line above which the place of the move is; the number of lines when it is after the last one. */
function rowOfMove(document: Definition, all: readonly Row[], { ids, at }: Move): number {
  const next = children(document, at.page, at.parent).filter((id) => !ids.includes(id))[at.index];
  const found = all.findIndex((row) => row.id === next);
  if (found >= 0) return found;
  const holder = all.findIndex((row) => row.id === at.parent);
  if (holder < 0) return all.length;
  const level = all[holder]?.level ?? 0;
  const end = all.findIndex((row, index) => index > holder && row.level <= level);
  return end < 0 ? all.length : end;
}

function depthOf(all: readonly Row[], parent: string | null): number {
  return all.find((row) => row.id === parent)?.level ?? 0;
}

interface IssueMarkProps {
  readonly of: LucideIcon;
  readonly count: number;
  readonly tone: "bad" | "warn";
}

/** Drawn, not read: the name of the row says it in words. */
function IssueMark({ of, count, tone }: IssueMarkProps) {
  return count === 0 ? null : (
    <span className={styles.issues} data-tone={tone} data-words={count} aria-hidden>
      <Icon of={of} />
    </span>
  );
}

function sameRow(a: Row, b: Row): boolean {
  return (
    a.id === b.id &&
    a.level === b.level &&
    a.position === b.position &&
    a.size === b.size &&
    a.hasChildren === b.hasChildren &&
    a.isExpanded === b.isExpanded
  );
}
