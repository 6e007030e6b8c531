import KeyRound from "lucide-react/icons/key-round";
import Plus from "lucide-react/icons/plus";
import { useState } from "react";
import { AccessPanel } from "@/designer/access/AccessPanel";
import frame from "@/designer/frame/frame.module.css";
import { perform, useCanEdit, useDraft, useScreen, useWorkbench } from "@/designer/store/context";
import { words } from "@/designer/words";
import { addEntity } from "@/document/commands/addEntity";
import { sortedIds } from "@/document/tree/bySort";
import { Button, cx, Icon, TextField } from "@/ui";
import styles from "./data.module.css";
import { EntityPanel } from "./EntityPanel";

const ACCESS = "access";

/** The tables of the app, their fields as a grid, and who may do what with them. */
export default function DataArea() {
  const bench = useWorkbench();
  const canEdit = useCanEdit();
  const document = useDraft((state) => state.document);
  const wanted = useScreen((state) => state.entity);
  const focus = useScreen((state) => state.focus);
  const [name, setName] = useState("");
  const all = sortedIds(document.entities);
  const chosen = wanted === ACCESS || (wanted && document.entities[wanted]) ? wanted : (all[0] ?? null);
  const open = (id: string) => bench.screen.setState({ entity: id, focus: null, selected: new Set() });
  const add = () => {
    const label = name.trim();
    if (!label) return;
    const made = addEntity(bench.draft.getState().document, bench.commands, label);
    if (!perform(bench, made)) return;
    setName("");
    open(made.focus ?? "");
  };
  const isOpen = focus !== null && document.fields[focus]?.entity === chosen;
  return (
    <div className={styles.area} data-open={isOpen ? "" : undefined}>
      <section className={styles.side} aria-label={words.data.tables} data-region tabIndex={-1}>
        <h1 className={frame.h1} tabIndex={-1}>
          {words.data.title}
        </h1>
        <ul className={styles.tables}>
          {all.map((id) => {
            const count = Object.values(document.fields).filter((field) => field.entity === id).length;
            return (
              <li key={id}>
                <button
                  type="button"
                  className={cx(styles.table, id === chosen && styles.current)}
                  aria-current={id === chosen}
                  onClick={() => open(id)}
                >
                  <span>{document.entities[id]?.label_plural}</span>
                  <small>{words.data.fieldCount(count)}</small>
                </button>
              </li>
            );
          })}
        </ul>
        {canEdit ? (
          <form
            className={styles.add}
            onSubmit={(event) => {
              event.preventDefault();
              add();
            }}
          >
            <TextField
              label={words.data.tableName}
              hideLabel
              placeholder={words.data.tableName}
              value={name}
              onChange={setName}
              maxLength={60}
            />
            <Button type="submit" icon={Plus} {...(name.trim() ? {} : { unavailable: words.data.tableName })}>
              {words.data.addTable}
            </Button>
          </form>
        ) : null}
        <button
          type="button"
          className={cx(styles.table, styles.access, chosen === ACCESS && styles.current)}
          aria-current={chosen === ACCESS}
          onClick={() => open(ACCESS)}
        >
          <Icon of={KeyRound} />
          <span>{words.data.access}</span>
        </button>
      </section>
      {chosen === ACCESS ? <AccessPanel /> : chosen ? <EntityPanel key={chosen} id={chosen} /> : null}
    </div>
  );
}
