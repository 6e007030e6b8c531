import { Fragment, memo } from "react";
import { useShallow } from "zustand/react/shallow";
import { useIssueCounts } from "@/designer/problems/useCheck";
import { useCanEdit, useCatalogue, useDraft, useScreen } from "@/designer/store/context";
import { words } from "@/designer/words";
import { isContainer } from "@/document/move/slots";
import { children } from "@/document/tree/children";
import { iconOf } from "@/library/kindIcons";
import { cx, Icon } from "@/ui";
import { Gap } from "./Gap";
import styles from "./item.module.css";
import { LabelEditor } from "./LabelEditor";
import { NodePreview } from "./NodePreview";
import { type NodeFacts, nameOfNode, nodeFacts } from "./nodeFacts";

export interface ItemProps {
  readonly id: string;
  readonly level: number;
  readonly position: number;
  readonly size: number;
}

/** One object of the canvas: a treeitem over an inert preview. */
export const Item = memo(function Item({ id, level, position, size }: ItemProps) {
  const canEdit = useCanEdit();
  const catalogue = useCatalogue();
  const facts = useDraft(useShallow((state) => nodeFacts(state.document, catalogue, id)));
  const holds = useDraft((state) => isContainer(state.document, catalogue, id));
  const inside = useDraft((state) => children(state.document, state.document.nodes[id]?.page ?? "", id));
  const width = useDraft((state) => state.document.nodes[id]?.props.width);
  const columns = useDraft((state) => state.document.nodes[id]?.props.count);
  const isSelected = useScreen((state) => state.selected.has(id));
  const isFocus = useScreen((state) => state.focus === id);
  const isNaming = useScreen((state) => state.naming === id);
  const isCollapsed = useScreen((state) => state.collapsed.has(id));
  const isMoving = useScreen((state) =>
    Boolean(state.placing?.ids.includes(id) || state.moving?.ids.includes(id)),
  );
  // While a place is being picked the gaps hold buttons, which a tree may not own: the objects are plain pictures then.
  const isPlacing = useScreen((state) => state.placing !== null);
  const issues = useIssueCounts(id);
  return (
    // The treeitem is empty and lies over its preview: what it is called is its name alone, never what people see below.
    <div
      data-id={id}
      data-kind={facts.kind}
      data-span={typeof width === "number" ? width : 12}
      className={cx(
        styles.item,
        holds && styles.container,
        isSelected && styles.selected,
        isMoving && styles.moving,
      )}
    >
      {/* biome-ignore lint/a11y/useAriaPropsSupportedByRole: only the treeitem carries them */}
      <div
        role={isPlacing ? "img" : "treeitem"}
        aria-level={isPlacing ? undefined : level}
        aria-posinset={isPlacing ? undefined : position}
        aria-setsize={isPlacing ? undefined : size}
        aria-selected={isPlacing ? undefined : isSelected}
        aria-expanded={isPlacing || inside.length === 0 ? undefined : !isCollapsed}
        id={`canvas-${id}`}
        aria-label={nameOfNode(facts, issues)}
        tabIndex={isFocus ? 0 : -1}
        className={styles.handle}
      />
      <span className={styles.tab} aria-hidden>
        <Icon of={iconOf(facts.kind)} />
        {facts.typeName}
      </span>
      {canEdit ? <span className={styles.grip} aria-hidden data-grip /> : null}
      <RuleLine facts={facts} />
      {isNaming ? <LabelEditor id={id} label={facts.label} /> : null}
      {facts.isBlank ? (
        <p className={styles.hollow} aria-hidden>
          {words.blank(facts.label)}
        </p>
      ) : null}
      {facts.isBlank || (holds && facts.kind === "columns") ? null : <NodePreview id={id} />}
      {holds && !isCollapsed ? (
        <Inside id={id} kind={facts.kind} level={level} columns={columns} inside={inside} />
      ) : null}
    </div>
  );
});

function RuleLine({ facts }: { readonly facts: NodeFacts }) {
  const lines = [
    facts.shownWhen ? words.shownWhen(facts.shownWhen) : "",
    facts.requiredWhen ? words.requiredWhen(facts.requiredWhen) : "",
  ].filter(Boolean);
  return lines.length === 0 ? null : (
    <p className={styles.rule} aria-hidden>
      {lines.join(". ")}
    </p>
  );
}

interface InsideProps {
  readonly id: string;
  readonly kind: string;
  readonly level: number;
  readonly columns: unknown;
  readonly inside: readonly string[];
}

/** What a container holds, or a sentence in its hollow. */
function Inside({ id, kind, level, columns, inside }: InsideProps) {
  const isColumns = kind === "columns";
  return (
    <div className={styles.children} data-columns={isColumns ? Number(columns ?? 2) : undefined}>
      {inside.length === 0 ? (
        <p className={styles.hollow} aria-hidden>
          {isColumns ? words.emptyColumns : words.emptyContainer}
        </p>
      ) : null}
      {inside.map((child, index) => (
        <Fragment key={child}>
          <Gap parent={id} index={index} />
          <Item id={child} level={level + 1} position={index + 1} size={inside.length} />
        </Fragment>
      ))}
      <Gap parent={id} index={inside.length} />
    </div>
  );
}
