import Trash2 from "lucide-react/icons/trash-2";
import { useState } from "react";
import { settingMark } from "@/designer/frame/goToObject";
import { Lock } from "@/designer/frame/Lock";
import { FieldData } from "@/designer/inspector/FieldData";
import {
  perform,
  useCanEdit,
  useDraft,
  useScreen,
  useWorkbench,
  type Workbench,
} from "@/designer/store/context";
import { toastUndo } from "@/designer/store/travel";
import { words } from "@/designer/words";
import { addFields } from "@/document/commands/addField";
import { placeAfter } from "@/document/commands/place";
import { removeEntity } from "@/document/commands/removeEntity";
import { setProperty } from "@/document/commands/setProperty";
import { parseLines } from "@/document/quickadd/parse";
import { sortedIds } from "@/document/tree/bySort";
import type { Definition } from "@/document/types";
import { Button, Select, TextArea, TextField } from "@/ui";
import styles from "./data.module.css";
import { FieldGrid } from "./FieldGrid";
import { FieldSettings } from "./FieldSettings";

/** One table: its names, its fields, and the properties of the field that is chosen. */
export function EntityPanel({ id }: { readonly id: string }) {
  const bench = useWorkbench();
  const document = useDraft((state) => state.document);
  const canEdit = useCanEdit();
  const focus = useScreen((state) => state.focus);
  const entity = document.entities[id];
  if (!entity) return null;
  const fields = sortedIds(document.fields, (field) => field.entity === id);
  const chosen = focus && fields.includes(focus) ? focus : null;
  const set = (path: "label" | "label_plural" | "title_field", value: string | null) =>
    perform(
      bench,
      setProperty(
        bench.draft.getState().document,
        { in: "entities", id },
        path,
        value,
        `change table ${entity.label}`,
      ),
      { coalesce: `entities/${id}/${path}` },
    );
  return (
    <>
      <section className={styles.main} aria-label={entity.label_plural} data-region tabIndex={-1}>
        <Lock>
          <div className={styles.names}>
            <TextField
              label={words.data.many}
              value={entity.label_plural}
              maxLength={60}
              onChange={(text) => set("label_plural", text)}
            />
            <TextField
              label={words.data.one}
              value={entity.label}
              maxLength={60}
              onChange={(text) => set("label", text)}
            />
            <div data-setting={settingMark(id, "title_field")}>
              <Select
                label={words.data.titleField}
                options={[
                  { id: "", label: words.data.noTitle },
                  ...fields.map((field) => ({ id: field, label: document.fields[field]?.label ?? field })),
                ]}
                value={entity.title_field ?? ""}
                onChange={(field) => set("title_field", field === "" ? null : field)}
              />
            </div>
          </div>
        </Lock>
        <FieldGrid ids={fields} chosen={chosen} />
        {canEdit ? (
          <>
            <AddLines entity={id} isEmpty={fields.length === 0} />
            <div>
              <Button
                variant="quiet"
                icon={Trash2}
                onPress={() => drop(bench, id)}
                {...(Object.keys(document.entities).length > 1 ? {} : { unavailable: words.data.lastTable })}
              >
                {words.data.removeTable(entity.label_plural || entity.label)}
              </Button>
            </div>
          </>
        ) : null}
      </section>
      {chosen ? (
        <aside className={styles.aside} aria-label={words.regions.properties} data-region tabIndex={-1}>
          <h2 className={styles.title}>{document.fields[chosen]?.label}</h2>
          <Lock>
            <FieldData key={`data-${chosen}`} id={chosen} />
            <FieldSettings key={`settings-${chosen}`} id={chosen} />
          </Lock>
        </aside>
      ) : null}
    </>
  );
}

function drop(bench: Workbench, id: string): void {
  const made = removeEntity(bench.draft.getState().document, id);
  const { said: _, ...quiet } = made;
  if (!perform(bench, quiet)) return;
  bench.screen.setState({ entity: null, focus: null });
  const sentence = [made.said, ...(made.lost ?? [])].join(" ");
  toastUndo(bench, sentence);
}

/** The same grammar as quick add, many lines at once; a pasted header row becomes one field per cell. */
function AddLines({ entity, isEmpty }: { readonly entity: string; readonly isEmpty: boolean }) {
  const bench = useWorkbench();
  const [text, setText] = useState("");
  const fields = parseLines(text.replace(/\t/g, "\n"), bench.commands.catalogue);
  const add = () => {
    if (fields.length === 0) return;
    const { document } = bench.draft.getState();
    const form = formOf(document, entity);
    const made = addFields(
      document,
      bench.commands,
      entity,
      fields,
      form ? placeAfter(document, form, null) : null,
    );
    if (perform(bench, made)) {
      setText("");
      bench.screen.setState({ focus: made.fields.at(-1) ?? null });
    }
  };
  return (
    <form
      className={styles.lines}
      onSubmit={(event) => {
        event.preventDefault();
        add();
      }}
    >
      {isEmpty ? <p className="hush">{words.data.empty}</p> : null}
      <TextArea
        label={words.data.addField}
        hint={words.data.addHint}
        value={text}
        rows={Math.min(8, Math.max(1, text.split("\n").length))}
        onChange={setText}
        onKeyDown={(event) => {
          const isSingle = !text.includes("\n") && !text.includes("\t");
          if (event.key === "Enter" && (event.ctrlKey || isSingle)) {
            event.preventDefault();
            add();
          }
        }}
      />
      <Button type="submit" {...(fields.length === 0 ? { unavailable: words.add.hint } : {})}>
        {fields.length > 1 ? words.add.many(fields.length) : words.data.addField}
      </Button>
    </form>
  );
}

function formOf(document: Definition, entity: string): string | null {
  return sortedIds(document.pages, (page) => page.kind === "form" && page.entity === entity)[0] ?? null;
}
