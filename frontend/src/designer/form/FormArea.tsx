import { useEffect, useState } from "react";
import { Palette } from "@/designer/add/Palette";
import { QuickAdd } from "@/designer/add/QuickAdd";
import frame from "@/designer/frame/frame.module.css";
import { Inspector } from "@/designer/inspector/Inspector";
import { useCanEdit, useDraft, useScreen, useWorkbench } from "@/designer/store/context";
import type { Width } from "@/designer/store/screen";
import { words } from "@/designer/words";
import { sortedIds } from "@/document/tree/bySort";
import { Button, cx, EmptyState, Select, Splitter } from "@/ui";
import { Canvas } from "./Canvas";
import styles from "./canvas.module.css";
import { Find } from "./Find";
import { Outline } from "./Outline";
import { OutlineMode } from "./OutlineMode";
import { useWide } from "./useWide";

const WIDTHS: readonly Width[] = [360, 768, 1280];

/** The form designer: outline and add, canvas, properties. */
export function FormArea() {
  const bench = useWorkbench();
  const page = useFormPage();
  const canEdit = useCanEdit();
  const size = useWide();
  const isSheetOpen = useScreen((state) => state.isSheetOpen);
  const [left, setLeft] = useState(264);
  const [right, setRight] = useState(312);
  const isEmpty = useDraft(
    (state) => page !== null && !Object.values(state.document.nodes).some((node) => node.page === page),
  );
  useEffect(() => {
    if (isEmpty) document.getElementById("quick-add")?.focus();
  }, [isEmpty]);
  if (page === null) return <EmptyState title={words.list.empty} />;
  if (size === "narrow") return <OutlineMode page={page} />;
  return (
    <div
      className={frame.panes}
      style={{ "--left": `${left}px`, "--right": `${right}px` } as React.CSSProperties}
      data-size={size}
    >
      <section className={frame.left} aria-label={words.regions.outline} data-region tabIndex={-1}>
        <div className={frame.part}>
          <h2 className={frame.caption}>{words.outline}</h2>
          <Find page={page} />
          <Outline page={page} />
        </div>
        {canEdit ? (
          <div className={cx(frame.part, frame.grows)}>
            <h2 className={frame.caption}>{words.add.title}</h2>
            <QuickAdd page={page} />
            <Palette page={page} />
          </div>
        ) : null}
      </section>
      <Splitter
        label={`Resize ${words.regions.outline}`}
        value={left}
        min={208}
        max={420}
        onChange={setLeft}
        pane="before"
      />
      <section className={styles.pane} aria-label={words.regions.canvas} data-region tabIndex={-1}>
        <div className={styles.bar}>
          <FormChoice page={page} />
          <span className={styles.gap} />
          <WidthChoice />
          {size === "middle" ? (
            <Button size="sm" onPress={() => bench.screen.setState({ isSheetOpen: !isSheetOpen })}>
              {words.inspector.open}
            </Button>
          ) : null}
        </div>
        <Canvas key={page} page={page} />
      </section>
      {size === "wide" ? (
        <Splitter
          label={`Resize ${words.regions.properties}`}
          value={right}
          min={264}
          max={480}
          onChange={setRight}
          pane="after"
        />
      ) : null}
      {size === "wide" || isSheetOpen ? (
        <aside
          className={size === "wide" ? frame.right : frame.sheet}
          aria-label={words.regions.properties}
          data-region
          tabIndex={-1}
        >
          <Inspector page={page} />
        </aside>
      ) : null}
    </div>
  );
}

/** The form that is open; the first one until another is chosen. */
export function useFormPage(): string | null {
  const chosen = useScreen((state) => state.page);
  const first = useDraft(
    (state) => sortedIds(state.document.pages, (page) => page.kind === "form")[0] ?? null,
  );
  const isForm = useDraft((state) => (chosen ? state.document.pages[chosen]?.kind === "form" : false));
  const page = isForm ? chosen : first;
  const bench = useWorkbench();
  useEffect(() => {
    if (bench.screen.getState().page !== page) bench.screen.setState({ page });
  }, [page, bench]);
  return page;
}

function FormChoice({ page }: { readonly page: string }) {
  const bench = useWorkbench();
  const forms = useDraft((state) =>
    sortedIds(state.document.pages, (one) => one.kind === "form")
      .map((id) => `${id}\t${state.document.pages[id]?.title ?? ""}`)
      .join("\n"),
  )
    .split("\n")
    .map((line) => ({ id: line.split("\t")[0] ?? "", label: line.split("\t")[1] ?? "" }));
  return (
    <>
      <h1 className={frame.h1} tabIndex={-1}>
        {words.form}
      </h1>
      {forms.length > 1 ? (
        <Select
          label={words.chooseForm}
          hideLabel
          options={forms}
          value={page}
          onChange={(id) =>
            bench.screen.setState({ page: id, focus: null, selected: new Set(), placing: null })
          }
        />
      ) : null}
    </>
  );
}

function WidthChoice() {
  const bench = useWorkbench();
  const width = useScreen((state) => state.width);
  return (
    <fieldset className={styles.widths} aria-label={words.widths}>
      {WIDTHS.map((one) => (
        <button
          key={one}
          type="button"
          aria-pressed={one === width}
          aria-label={words.width(one)}
          onClick={() => bench.screen.setState({ width: one })}
        >
          {one}
        </button>
      ))}
    </fieldset>
  );
}
