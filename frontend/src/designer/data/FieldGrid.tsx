import ArrowDown from "lucide-react/icons/arrow-down";
import ArrowUp from "lucide-react/icons/arrow-up";
import Trash2 from "lucide-react/icons/trash-2";
import { type KeyboardEvent, memo } from "react";
import { useShallow } from "zustand/react/shallow";
import { settingMark } from "@/designer/frame/goToObject";
import { KindSelect, SENSITIVITIES } from "@/designer/inspector/FieldData";
import { perform, useCanEdit, useDraft, useWorkbench } from "@/designer/store/context";
import { undoStep } from "@/designer/store/travel";
import { words } from "@/designer/words";
import { kindOf } from "@/document/catalogue";
import { removeField } from "@/document/commands/removeField";
import { setPersonal } from "@/document/commands/setPersonal";
import { setProperty } from "@/document/commands/setProperty";
import { keysBetween } from "@/document/order/keysBetween";
import { rulesUsing } from "@/document/rules/uses";
import { sortedIds } from "@/document/tree/bySort";
import type { Definition, Json } from "@/document/types";
import { cx, IconButton, Select, toast } from "@/ui";
import styles from "./data.module.css";

/** Fields as rows; Enter and the arrow keys go down a column as in a spreadsheet. */
export function FieldGrid({
  ids,
  chosen,
}: {
  readonly ids: readonly string[];
  readonly chosen: string | null;
}) {
  const { columns } = words.data;
  if (ids.length === 0) return null;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of the inputs inside
    <div className={styles.scroll} onKeyDown={walk}>
      <table className={styles.grid}>
        <thead>
          <tr>
            {[
              columns.name,
              columns.type,
              columns.required,
              columns.unique,
              columns.sensitivity,
              columns.personal,
            ].map((title) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
            <th scope="col" className={styles.used}>
              {columns.used}
            </th>
            <th scope="col">
              <span className="visually-hidden">{columns.actions}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {ids.map((id, index) => (
            <Row
              key={id}
              id={id}
              isChosen={id === chosen}
              isFirst={index === 0}
              isLast={index === ids.length - 1}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Up, Down and Enter move within the column of names. */
function walk(event: KeyboardEvent<HTMLDivElement>): void {
  const by = event.key === "ArrowDown" || event.key === "Enter" ? 1 : event.key === "ArrowUp" ? -1 : 0;
  if (by === 0 || event.altKey || !(event.target instanceof HTMLInputElement) || event.target.type !== "text")
    return;
  const names = [...event.currentTarget.querySelectorAll<HTMLInputElement>("input[type=text]")];
  const next = names[names.indexOf(event.target) + by];
  if (!next) return;
  event.preventDefault();
  next.focus();
  next.select();
}

interface RowProps {
  readonly id: string;
  readonly isChosen: boolean;
  readonly isFirst: boolean;
  readonly isLast: boolean;
}

const Row = memo(function Row({ id, isChosen, isFirst, isLast }: RowProps) {
  const bench = useWorkbench();
  const canEdit = useCanEdit();
  const field = useDraft((state) => state.document.fields[id]);
  const used = useDraft(useShallow((state) => countUses(state.document, id)));
  if (!field) return null;
  const { label } = field;
  const set = (path: string, value: Json) =>
    perform(
      bench,
      setProperty(
        bench.draft.getState().document,
        { in: "fields", id },
        path,
        value,
        `change ${path} of ${label}`,
      ),
      { coalesce: `fields/${id}/${path}` },
    );
  const choose = () => bench.screen.setState({ focus: id });
  return (
    <tr className={cx(isChosen && styles.chosen)} onFocus={choose} aria-selected={isChosen}>
      <td data-setting={settingMark(id, "label")}>
        <input
          type="text"
          className={styles.cell}
          aria-label={words.data.nameOf(label)}
          value={label}
          maxLength={200}
          onChange={(event) => set("label", event.target.value)}
        />
      </td>
      <td>
        <KindSelect id={id} hideLabel={words.data.typeOf(label)} />
      </td>
      <td className={styles.tick}>
        <input
          type="checkbox"
          aria-label={words.data.requiredOf(label)}
          checked={field.required}
          disabled={field.kind === "calc"}
          onChange={(event) => set("required", event.target.checked)}
        />
      </td>
      <td className={styles.tick}>
        <input
          type="checkbox"
          aria-label={words.data.uniqueOf(label)}
          checked={field.unique}
          onChange={(event) => set("unique", event.target.checked)}
        />
      </td>
      <td>
        <Select
          label={words.data.sensitivityOf(label)}
          hideLabel
          options={SENSITIVITIES}
          value={field.sensitivity}
          onChange={(value) => set("sensitivity", value)}
        />
      </td>
      <td>
        <span className={styles.personal}>
          <input
            type="checkbox"
            aria-label={words.data.personalOf(label)}
            checked={field.personal}
            onChange={(event) =>
              perform(bench, setPersonal(bench.draft.getState().document, id, event.target.checked))
            }
          />
          {field.personal ? (
            <input
              type="text"
              className={styles.cell}
              aria-label={words.data.purposeOf(label)}
              placeholder={words.inspector.purpose}
              value={field.purpose}
              onChange={(event) => set("purpose", event.target.value)}
            />
          ) : null}
        </span>
      </td>
      <td className={styles.used}>
        {words.data.places(used.forms, used.views, used.rules) || words.data.nowhere}
      </td>
      <td>
        {canEdit ? (
          <span className={styles.actions}>
            <IconButton
              label={words.moveUp(label)}
              icon={ArrowUp}
              onPress={() => shift(bench, id, -1)}
              {...(isFirst ? { unavailable: words.alreadyFirst } : {})}
            />
            <IconButton
              label={words.moveDown(label)}
              icon={ArrowDown}
              onPress={() => shift(bench, id, 1)}
              {...(isLast ? { unavailable: words.alreadyLast } : {})}
            />
            <IconButton label={words.remove(label)} icon={Trash2} onPress={() => drop(bench, id)} />
          </span>
        ) : null}
      </td>
    </tr>
  );
});

function drop(bench: ReturnType<typeof useWorkbench>, id: string): void {
  const made = removeField(bench.draft.getState().document, bench.commands, id);
  const { said: _, ...quiet } = made;
  if (perform(bench, quiet)) {
    toast(made.said ?? "", { label: words.undo(null), onPress: () => undoStep(bench) });
  }
}

function shift(bench: ReturnType<typeof useWorkbench>, id: string, by: 1 | -1): void {
  const { document } = bench.draft.getState();
  const entity = document.fields[id]?.entity;
  const all = sortedIds(document.fields, (field) => field.entity === entity);
  const rest = all.filter((one) => one !== id);
  const at = all.indexOf(id) + by;
  if (at < 0 || at > rest.length) return;
  const orderOf = (index: number) => document.fields[rest[index] ?? ""]?.order ?? null;
  const order = keysBetween(orderOf(at - 1), orderOf(at), 1)[0] ?? "a0";
  const label = document.fields[id]?.label ?? "";
  perform(bench, {
    label: `move ${label}`,
    operations: [{ op: "move", in: "fields", id, order }],
    said: `${label} placed. Position ${at + 1} of ${all.length}.`,
  });
}

/** How often a field is placed in forms, shown by views, read by rules. */
function countUses(document: Definition, id: string): { forms: number; views: number; rules: number } {
  let forms = 0;
  let views = 0;
  for (const node of Object.values(document.nodes)) {
    if (node.field === id) forms += 1;
    const isView = ["table", "details", "stat"].includes(kindOf(node.component));
    if (isView && JSON.stringify(node.props).includes(`"${id}"`)) views += 1;
  }
  const key = document.fields[id]?.key ?? "";
  const entity = document.fields[id]?.entity;
  const rules = rulesUsing(document, new Set([key])).filter(
    (rule) => document.rules[rule]?.entity === entity,
  ).length;
  return { forms, views, rules };
}
