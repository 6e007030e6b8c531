import ArrowLeft from "lucide-react/icons/arrow-left";
import ArrowRight from "lucide-react/icons/arrow-right";
import X from "lucide-react/icons/x";
import { useMemo } from "react";
import frame from "@/designer/frame/frame.module.css";
import { Lock } from "@/designer/frame/Lock";
import { FieldTab } from "@/designer/inspector/FieldTab";
import inspector from "@/designer/inspector/inspector.module.css";
import { PageTab } from "@/designer/inspector/PageTab";
import { entitySpecs, nodeSpec } from "@/designer/sketch/sketch";
import {
  perform,
  useCatalogue,
  useDraft,
  useScreen,
  useWorkbench,
  type Workbench,
} from "@/designer/store/context";
import { words } from "@/designer/words";
import { kindOf } from "@/document/catalogue";
import { setProperty } from "@/document/commands/setProperty";
import { sortedIds } from "@/document/tree/bySort";
import { children } from "@/document/tree/children";
import type { Definition, Json } from "@/document/types";
import { type Artefact, Render } from "@/renderer";
import { EmptyState, IconButton, Select } from "@/ui";
import styles from "./list.module.css";

/** List and record pages: what they show, in which order, drawn with sample rows as people will see it. */
export default function ListArea() {
  const bench = useWorkbench();
  const document = useDraft((state) => state.document);
  const wanted = useScreen((state) => state.page);
  const pages = sortedIds(document.pages, (page) => page.kind !== "form");
  const page = wanted && pages.includes(wanted) ? wanted : (pages[0] ?? null);
  if (!page) return <EmptyState title={words.list.empty} />;
  const views = children(document, page, null);
  const view = views.find((id) =>
    ["table", "details", "stat"].includes(kindOf(document.nodes[id]?.component ?? "")),
  );
  return (
    <div className={styles.area}>
      <section className={styles.main} aria-label={words.list.preview} data-region tabIndex={-1}>
        <div className={styles.bar}>
          <h1 className={frame.h1} tabIndex={-1}>
            {words.list.title}
          </h1>
          <Select
            label={words.list.choose}
            hideLabel
            options={pages.map((id) => ({
              id,
              label: document.pages[id]?.title ?? id,
              note: document.pages[id]?.kind,
            }))}
            value={page}
            onChange={(id) => bench.screen.setState({ page: id })}
          />
        </div>
        <div className={styles.scroll}>
          {view && kindOf(document.nodes[view]?.component ?? "") === "table" ? (
            <Lock>
              <ColumnStrip id={view} />
            </Lock>
          ) : null}
          <Drawn page={page} />
          <p className="hush">{words.list.sample}</p>
        </div>
      </section>
      <aside className={styles.side} aria-label={words.regions.properties} data-region tabIndex={-1}>
        <h2 className={frame.h1}>{document.pages[page]?.title}</h2>
        <div className={inspector.body}>
          <Lock>
            <PageTab page={page} />
            {view ? <FieldTab key={view} id={view} query="" /> : null}
          </Lock>
        </div>
      </aside>
    </div>
  );
}

/** The columns as objects to move, left and right by button or arrow key. */
function ColumnStrip({ id }: { readonly id: string }) {
  const bench = useWorkbench();
  const document = useDraft((state) => state.document);
  const columns = columnsOf(document, id);
  const rest = sortedIds(
    document.fields,
    (field, one) =>
      field.entity === document.pages[document.nodes[id]?.page ?? ""]?.entity && !columns.includes(one),
  );
  const label = (field: string) => document.fields[field]?.label ?? field;
  const swap = (index: number, by: number) => {
    const next = [...columns];
    const [moved] = next.splice(index, 1);
    if (moved) next.splice(index + by, 0, moved);
    write(
      bench,
      id,
      next,
      `move column ${label(moved ?? "")}`,
      `${label(moved ?? "")} placed. Position ${index + by + 1} of ${next.length}.`,
    );
  };
  return (
    <fieldset className={styles.strip} aria-label={words.list.columns}>
      <ol>
        {columns.map((field, index) => (
          <li
            key={field}
            onKeyDown={(event) => {
              if (!event.altKey) return;
              if (event.key === "ArrowLeft" && index > 0) swap(index, -1);
              if (event.key === "ArrowRight" && index < columns.length - 1) swap(index, 1);
            }}
          >
            <IconButton
              label={words.list.moveLeft(label(field))}
              icon={ArrowLeft}
              onPress={() => swap(index, -1)}
              {...(index === 0 ? { unavailable: words.alreadyFirst } : {})}
            />
            <span>{label(field)}</span>
            <IconButton
              label={words.list.moveRight(label(field))}
              icon={ArrowRight}
              onPress={() => swap(index, 1)}
              {...(index === columns.length - 1 ? { unavailable: words.alreadyLast } : {})}
            />
            <IconButton
              label={words.list.removeColumn(label(field))}
              icon={X}
              onPress={() =>
                write(
                  bench,
                  id,
                  columns.filter((one) => one !== field),
                  `remove column ${label(field)}`,
                  `Column ${label(field)} removed.`,
                )
              }
            />
          </li>
        ))}
      </ol>
      {rest.length > 0 ? (
        <Select
          label={words.fields.choose}
          hideLabel
          placeholder={words.fields.choose}
          options={rest.map((field) => ({ id: field, label: label(field) }))}
          value={null}
          onChange={(field) =>
            write(
              bench,
              id,
              [...columns, field],
              `add column ${label(field)}`,
              `Column ${label(field)} added.`,
            )
          }
        />
      ) : null}
    </fieldset>
  );
}

function columnsOf(document: Definition, id: string): string[] {
  const named = document.nodes[id]?.props.columns;
  return Array.isArray(named) ? (named as string[]).filter((field) => document.fields[field]) : [];
}

function write(bench: Workbench, id: string, columns: readonly string[], label: string, said: string): void {
  const made = setProperty(
    bench.draft.getState().document,
    { in: "nodes", id },
    "props.columns",
    columns as Json,
    label,
  );
  perform(bench, { ...made, said });
}

/** The page as the one renderer draws it, with sample rows. */
function Drawn({ page }: { readonly page: string }) {
  const catalogue = useCatalogue();
  const document = useDraft((state) => state.document);
  const artefact = useMemo((): Artefact => {
    const one = document.pages[page];
    const nodes = children(document, page, null)
      .map((id) => nodeSpec(document, catalogue, id))
      .filter((node) => node !== null);
    return {
      format: 1,
      digest: "",
      app: { ...document.app },
      entities: entitySpecs(document, catalogue),
      pages: [
        {
          id: page,
          key: one?.key ?? "list",
          kind: one?.kind ?? "list",
          entity: document.entities[one?.entity ?? ""]?.key ?? null,
          title: one?.title ?? "",
          intro: one?.intro ?? "",
          settings: {},
          texts: {},
          nodes,
        },
      ],
    };
  }, [document, catalogue, page]);
  return (
    <div className={styles.sheet} inert>
      <h2>{document.pages[page]?.title}</h2>
      <Render artefact={artefact} pageKey={artefact.pages[0]?.key ?? ""} mode="preview" />
    </div>
  );
}
