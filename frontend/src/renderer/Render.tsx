import { memo, type ReactNode, useEffect, useId, useMemo, useRef } from "react";
import { kindOf, VIEW_KINDS } from "@/library";
import { fieldKind } from "@/library/fieldKinds";
import { integer } from "@/library/read";
import type {
  FieldProblem,
  FieldSpec,
  Json,
  NodeSpec,
  RecordRow,
  RenderMode,
  Services,
} from "@/library/types";
import { cx } from "@/ui/cx";
import { type Artefact, entityOf, type PageSpec, pageOf } from "./artefact";
import {
  type Drawing,
  DrawingContext,
  type Frame,
  type FrameInfo,
  type Mark,
  useDrawing,
  useForm,
} from "./context";
import { createFormStore, type FormStore } from "./formStore";
import styles from "./render.module.css";
import { sampleLabels, sampleRecord, sampleServices } from "./samples";
import { words } from "./words";

export interface RenderProps {
  readonly artefact: Artefact;
  readonly pageKey: string;
  readonly mode: RenderMode;
  /** The form being filled in. Without one the page gets its own, starting from `values`. */
  readonly store?: FormStore;
  readonly values?: Readonly<Record<string, Json>>;
  readonly errors?: Readonly<Record<string, FieldProblem>>;
  readonly onChange?: (values: Readonly<Record<string, Json>>) => void;
  /** The record of a record page. In design, preview and diff a sample stands in. */
  readonly record?: RecordRow | null;
  /** Without them: samples. */
  readonly services?: Services;
  /** Only these root nodes: one step of a form. */
  readonly nodes?: readonly NodeSpec[];
  readonly frame?: Frame;
  /** What stands in a container without children, and at the end of the page (null), in design mode. */
  readonly emptySlot?: (parent: NodeSpec | null) => ReactNode;
  readonly marks?: ReadonlyMap<string, Mark>;
  readonly level?: 2 | 3;
  readonly readOnly?: boolean;
  /** Two drawings of one page at a time need different ones. */
  readonly idPrefix?: string;
  readonly className?: string;
}

/** Draws a page of an app: the one renderer of designer, preview, live app and difference. */
export function Render(props: RenderProps) {
  const page = pageOf(props.artefact, props.pageKey);
  return page ? <DrawnPage {...props} page={page} /> : <p className="hush">{words.unknownPage}</p>;
}

function DrawnPage(props: RenderProps & { readonly page: PageSpec }) {
  const { artefact, page, mode, values, errors, onChange, services, record, frame, emptySlot, marks } = props;
  const own = useId();
  const entity = entityOf(artefact, page.entity);
  // The own store starts from `values` once; later values come through its own inputs.
  const start = useRef(values);
  const store = useMemo(
    () =>
      props.store ??
      createFormStore({
        artefact,
        page,
        ...(start.current ? { values: start.current } : {}),
        ...(mode === "live" || !entity ? {} : { labels: sampleLabels(entity) }),
      }),
    [props.store, artefact, page, entity, mode],
  );
  useEffect(() => {
    if (errors) {
      store.show(errors);
    }
  }, [store, errors]);
  useEffect(
    () => (onChange ? store.subscribe((state) => onChange(state.values)) : undefined),
    [store, onChange],
  );
  const drawing = useMemo<Drawing>(
    () => ({
      artefact,
      entity,
      fields: new Map((entity?.fields ?? []).map((field) => [field.key, field])),
      mode,
      store,
      services: services ?? sampleServices(artefact),
      record: record ?? (mode === "live" || !entity ? null : sampleRecord(entity)),
      frame: frame ?? null,
      emptySlot: emptySlot ?? null,
      marks: marks ?? null,
      idPrefix: props.idPrefix ?? (mode === "live" ? "f-" : `${own}-`),
      readOnly: props.readOnly ?? false,
    }),
    [
      artefact,
      entity,
      mode,
      store,
      services,
      record,
      frame,
      emptySlot,
      marks,
      props.idPrefix,
      own,
      props.readOnly,
    ],
  );
  return (
    <DrawingContext value={drawing}>
      <div className={cx(styles.sheet, props.className)} data-density="comfortable" data-mode={mode}>
        <Nodes nodes={props.nodes ?? page.nodes} parent={null} level={props.level ?? 2} depth={0} />
      </div>
    </DrawingContext>
  );
}

interface NodesProps {
  readonly nodes: readonly NodeSpec[];
  readonly parent: NodeSpec | null;
  readonly level: 2 | 3 | 4;
  readonly depth: number;
}

function Nodes({ nodes, parent, level, depth }: NodesProps) {
  const { emptySlot } = useDrawing();
  const slot = emptySlot && (parent === null || nodes.length === 0) ? emptySlot(parent) : null;
  return (
    <div className={styles.nodes} data-nodes="">
      {nodes.map((node) => (
        <DrawnNode key={node.id} node={node} level={level} depth={depth} />
      ))}
      {slot}
    </div>
  );
}

interface NodeProps {
  readonly node: NodeSpec;
  readonly level: 2 | 3 | 4;
  readonly depth: number;
}

/** One object in its cell of the grid. Re-renders by itself, when it is shown, hidden or its value changes. */
const DrawnNode = memo(function DrawnNode({ node, level, depth }: NodeProps) {
  const { mode, store, fields, frame, marks } = useDrawing();
  const isHidden = useForm(store, (state) => state.outcome.hiddenNodes.has(node.id));
  const isAllShown = mode === "design" || mode === "diff";
  if (isHidden && !isAllShown) {
    return null;
  }
  const field = node.field === null ? null : (fields.get(node.field) ?? null);
  const mark = marks?.get(node.id);
  const content = field ? (
    <DrawnField node={node} field={field} />
  ) : (
    <DrawnView node={node} level={level} depth={depth} />
  );
  const body = isAllShown ? (
    <>
      <RuleLine node={node} />
      {content}
    </>
  ) : (
    content
  );
  const info: FrameInfo = { field, isContainer: isContainer(node), depth };
  return (
    <div
      className={cx(styles.cell, mark && styles.marked)}
      data-node={node.id}
      data-kind={kindOf(node.component)}
      data-width={integer(node.props, "width", 12)}
      {...(mark ? { "data-mark": mark.change } : {})}
    >
      {mark ? <span className={styles.mark}>{mark.label}</span> : null}
      {frame ? frame(node, body, info) : body}
    </div>
  );
});

const CONTAINERS = new Set(["page", "section", "columns"]);

function isContainer(node: NodeSpec): boolean {
  return CONTAINERS.has(kindOf(node.component));
}

/** The rules of an object in words, above its label: for people who build and who review. */
function RuleLine({ node }: { readonly node: NodeSpec }) {
  const lines = [
    node.show_text ? words.shownWhen(node.show_text) : "",
    node.require_text ? words.requiredWhen(node.require_text) : "",
  ].filter(Boolean);
  return lines.length > 0 ? <p className={styles.rule}>{lines.join(". ")}</p> : null;
}

function DrawnField({ node, field }: { readonly node: NodeSpec; readonly field: FieldSpec }) {
  const { store, services, mode, idPrefix, readOnly } = useDrawing();
  const { key } = field;
  const typed = useForm(store, (state) => state.values[key] ?? null);
  const computed = useForm(store, (state) =>
    field.kind === "calc" ? (state.outcome.computed[key] ?? null) : null,
  );
  const label = useForm(store, (state) => state.labels[key] ?? null);
  const problem = useForm(store, (state) => state.problems[key] ?? null);
  const isRequired = useForm(store, (state) => field.required || state.outcome.requiredNodes.has(node.id));
  const kind = fieldKind(field.kind);
  if (!kind) {
    return <p className="hush">{words.unknownComponent(node.component)}</p>;
  }
  const isStill = mode === "design" || mode === "diff";
  const control = (
    <kind.Input
      id={`${idPrefix}${key}`}
      field={field}
      props={node.props}
      value={field.kind === "calc" ? computed : typed}
      valueLabel={label}
      required={isRequired}
      problem={problem}
      disabled={false}
      readOnly={readOnly}
      services={services}
      onChange={(value, name) => isStill || store.set(key, value, name)}
      onLeave={() => isStill || store.leave(key)}
    />
  );
  // A difference is looked at, not filled in: the picture looks live, and is read out as one line.
  return mode === "diff" ? (
    <>
      <span className="visually-hidden">{words.named(field.label, isRequired)}</span>
      <div inert>{control}</div>
    </>
  ) : (
    control
  );
}

function DrawnView({ node, level, depth }: NodeProps) {
  const { artefact, entity, mode, services, record } = useDrawing();
  const kind = VIEW_KINDS.get(kindOf(node.component));
  if (!kind) {
    return <p className="hush">{words.unknownComponent(node.component)}</p>;
  }
  const holdsChildren = isContainer(node);
  const below = kindOf(node.component) === "columns" || level === 4 ? level : level === 2 ? 3 : 4;
  return (
    <kind.View
      node={node}
      entity={entity}
      entities={artefact.entities}
      mode={mode}
      services={services}
      record={record}
      level={level}
      locale={artefact.app.language}
      currency={artefact.app.currency}
    >
      {holdsChildren ? <Nodes nodes={node.children} parent={node} level={below} depth={depth + 1} /> : null}
    </kind.View>
  );
}
