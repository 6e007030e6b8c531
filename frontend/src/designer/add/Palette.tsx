import { useMemo, useState } from "react";
import { perform, useCatalogue, useDraft, useWorkbench, type Workbench } from "@/designer/store/context";
import { select } from "@/designer/store/screen";
import { words } from "@/designer/words";
import type { Manifest } from "@/document/catalogue";
import { addFields } from "@/document/commands/addField";
import { addNode } from "@/document/commands/addNode";
import { type Place, placeAfter } from "@/document/commands/place";
import { placeField } from "@/document/commands/placeField";
import { isContainer, refusalOfKind } from "@/document/move/slots";
import { sortedIds } from "@/document/tree/bySort";
import { children } from "@/document/tree/children";
import type { Definition, Edit } from "@/document/types";
import { iconOf } from "@/library/kindIcons";
import { announce, Icon, SearchField } from "@/ui";
import styles from "./add.module.css";

const GROUPS = [
  "Text",
  "Numbers",
  "Dates",
  "Choices",
  "People and links",
  "Files",
  "Layout",
  "Content",
  "Views",
];

/** Every component of the library, by group; one click inserts after what is selected. */
export function Palette({ page }: { readonly page: string }) {
  const bench = useWorkbench();
  const catalogue = useCatalogue();
  const [query, setQuery] = useState("");
  const pageKind = useDraft((state) => state.document.pages[page]?.kind ?? "form");
  const shown = useMemo(() => {
    const wanted = query.trim().toLowerCase();
    return catalogue.components.filter(
      (one) =>
        one.status === "active" &&
        (one.pages?.includes(pageKind) ?? true) &&
        `${one.name} ${one.summary} ${one.guess.join(" ")}`.toLowerCase().includes(wanted),
    );
  }, [catalogue, query, pageKind]);
  return (
    <section className={styles.palette} aria-label={words.add.palette}>
      <SearchField
        label={words.add.search}
        hideLabel
        placeholder={words.add.search}
        value={query}
        onChange={setQuery}
      />
      <div className={styles.groups}>
        <Unplaced page={page} query={query} />
        {GROUPS.map((group) => {
          const items = shown.filter((one) => one.group === group);
          return items.length === 0 ? null : (
            <div key={group}>
              <h3 className={styles.group}>{group}</h3>
              <ul className={styles.items}>
                {items.map((one) => (
                  <li key={one.kind}>
                    <button
                      type="button"
                      className={styles.item}
                      title={one.summary}
                      aria-label={words.add.insert(one.name)}
                      onClick={() => insert(bench, page, one)}
                    >
                      <Icon of={iconOf(one.kind)} />
                      {one.name}
                    </button>
                  </li>
                ))}
              </ul>
            </div>
          );
        })}
        {shown.length === 0 ? <p className={styles.hint}>{words.add.none(query)}</p> : null}
      </div>
    </section>
  );
}

/** Fields of the table that no place of this form asks for. */
function Unplaced({ page, query }: { readonly page: string; readonly query: string }) {
  const bench = useWorkbench();
  const document = useDraft((state) => state.document);
  const ids = unplaced(document, page).filter((id) =>
    (document.fields[id]?.label ?? "").toLowerCase().includes(query.trim().toLowerCase()),
  );
  if (ids.length === 0) return null;
  const put = (id: string) => {
    const now = bench.draft.getState().document;
    const kind = now.fields[id]?.kind ?? "text";
    perform(bench, placeField(now, bench.commands, id, placeFor(bench, page, kind)), { focusIn: "canvas" });
  };
  return (
    <div>
      <h3 className={styles.group}>{words.add.unused}</h3>
      <ul className={styles.items}>
        {ids.map((id) => (
          <li key={id}>
            <button type="button" className={styles.item} onClick={() => put(id)}>
              <Icon of={iconOf(document.fields[id]?.kind ?? "text")} />
              {document.fields[id]?.label}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

export function unplaced(document: Definition, page: string): string[] {
  const here = new Set(
    Object.values(document.nodes)
      .filter((node) => node.page === page)
      .map((node) => node.field),
  );
  const entity = document.pages[page]?.entity;
  return sortedIds(document.fields, (field, id) => field.entity === entity && !here.has(id));
}

/** Inside the selected container, else after what is selected, else out until it fits. */
function placeFor(bench: Workbench, page: string, kind: string): Place {
  const { document } = bench.draft.getState();
  const { catalogue } = bench.commands;
  const { focus, selected } = bench.screen.getState();
  const at = selected.size > 0 ? focus : null;
  if (at && document.nodes[at]?.page === page && isContainer(document, catalogue, at)) {
    const inside: Place = { page, parent: at, index: children(document, page, at).length };
    if (refusalOfKind(document, catalogue, kind, page, at) === null) return inside;
  }
  let place = placeAfter(document, page, at);
  while (place.parent && refusalOfKind(document, catalogue, kind, page, place.parent) !== null) {
    place = placeAfter(document, page, place.parent);
  }
  return place;
}

function insert(bench: Workbench, page: string, manifest: Manifest): void {
  const { document } = bench.draft.getState();
  const place = placeFor(bench, page, manifest.kind);
  const reason = refusalOfKind(document, bench.commands.catalogue, manifest.kind, page, place.parent);
  if (reason) {
    announce(reason, "assertive");
    return;
  }
  const made = editFor(bench, document, manifest, place, page);
  if (!made || !perform(bench, made)) return;
  select(bench.screen, made.focus ?? null);
  bench.screen.setState({ naming: made.focus ?? null });
}

function editFor(
  bench: Workbench,
  document: Definition,
  manifest: Manifest,
  place: Place,
  page: string,
): Edit | null {
  if (!manifest.field) return addNode(document, bench.commands, manifest.kind, place);
  const entity = document.pages[page]?.entity;
  if (!entity) return null;
  const settings = ["choice", "select", "choices"].includes(manifest.kind)
    ? { options: [1, 2].map((number) => ({ key: `option_${number}`, label: words.options.fresh(number) })) }
    : {};
  return addFields(
    document,
    bench.commands,
    entity,
    [{ label: manifest.name, kind: manifest.kind, settings }],
    place,
  );
}
