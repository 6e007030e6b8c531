import ArrowDown from "lucide-react/icons/arrow-down";
import ArrowUp from "lucide-react/icons/arrow-up";
import Trash2 from "lucide-react/icons/trash-2";
import { type KeyboardEvent, memo } from "react";
import { useShallow } from "zustand/react/shallow";
import frame from "@/designer/frame/frame.module.css";
import { settingMark } from "@/designer/frame/goToObject";
import { KindSelect, SENSITIVITIES } from "@/designer/inspector/FieldData";
import { perform, useCanEdit, useDraft, useWorkbench, type Workbench } from "@/designer/store/context";
import { toastUndo } from "@/designer/store/travel";
import { words } from "@/designer/words";
import { kindOf } from "@/document/catalogue";
import { removeField } from "@/document/commands/removeField";
import { setPersonal } from "@/document/commands/setPersonal";
import { setProperty } from "@/document/commands/setProperty";
import { keysBetween } from "@/document/order/keysBetween";
import { rulesUsing } from "@/document/rules/uses";
import { sortedIds } from "@/document/tree/bySort";
import type { Definition, Field, Json } from "@/document/types";
import { Checkbox, cx, IconButton, Select } from "@/ui";
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
  const names = [...event.currentTarget.querySelectorAll<HTMLInputElement>("td:first-child input")];
  const at = names.indexOf(event.target);
  const next = at < 0 ? undefined : names[at + by];
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
  const choose = () => bench.screen.setState({ focus: id });
  return (
    <tr className={cx(isChosen && styles.chosen)} onFocus={choose} aria-selected={isChosen}>
      <td data-setting={settingMark(id, "label")}>
        {canEdit ? (
          <input
            type="text"
            className={styles.cell}
            aria-label={words.data.nameOf(label)}
            value={label}
            maxLength={200}
            onChange={(event) => set(bench, id, "label", event.target.value)}
          />
        ) : (
          <button type="button" className={cx(frame.link, styles.name)} onClick={choose}>
            {label}
          </button>
        )}
      </td>
      <td>
        <KindSelect id={id} hideLabel={words.data.typeOf(label)} isDisabled={!canEdit} />
      </td>
      <Answers id={id} field={field} isDisabled={!canEdit} />
      <td className={styles.used}>
        {words.data.places(used.forms, used.views, used.rules) || words.data.nowhere}
      </td>
      <td>{canEdit ? <Actions id={id} label={label} isFirst={isFirst} isLast={isLast} /> : null}</td>
    </tr>
  );
});

interface AnswersProps {
  readonly id: string;
  readonly field: Field;
  readonly isDisabled: boolean;
}

/** What is asked of an answer, and how it is protected. */
function Answers({ id, field, isDisabled }: AnswersProps) {
  const bench = useWorkbench();
  const { label } = field;
  return (
    <>
      <td>
        <Tick
          label={words.data.requiredOf(label)}
          isSelected={field.required}
          isDisabled={isDisabled || field.kind === "calc"}
          onChange={(on) => set(bench, id, "required", on)}
        />
      </td>
      <td>
        <Tick
          label={words.data.uniqueOf(label)}
          isSelected={field.unique}
          isDisabled={isDisabled}
          onChange={(on) => set(bench, id, "unique", on)}
        />
      </td>
      <td>
        <Select
          label={words.data.sensitivityOf(label)}
          hideLabel
          isDisabled={isDisabled}
          options={SENSITIVITIES}
          value={field.sensitivity}
          onChange={(value) => set(bench, id, "sensitivity", value)}
        />
      </td>
      <td>
        <span className={styles.personal}>
          <Tick
            label={words.data.personalOf(label)}
            isSelected={field.personal}
            isDisabled={isDisabled}
            onChange={(on) => perform(bench, setPersonal(bench.draft.getState().document, id, on))}
          />
          {field.personal ? (
            <input
              type="text"
              className={styles.cell}
              aria-label={words.data.purposeOf(label)}
              placeholder={words.inspector.purpose}
              disabled={isDisabled}
              value={field.purpose}
              onChange={(event) => set(bench, id, "purpose", event.target.value)}
            />
          ) : null}
        </span>
      </td>
    </>
  );
}

interface TickProps {
  readonly label: string;
  readonly isSelected: boolean;
  readonly isDisabled: boolean;
  readonly onChange: (on: boolean) => void;
}

/** A checkbox whose column says on screen what it is. */
function Tick({ label, ...rest }: TickProps) {
  return (
    <Checkbox {...rest} className={styles.tick}>
      <span className="visually-hidden">{label}</span>
    </Checkbox>
  );
}

function Actions({ id, label, isFirst, isLast }: Omit<RowProps, "isChosen"> & { readonly label: string }) {
  const bench = useWorkbench();
  return (
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
  );
}

function set(bench: Workbench, id: string, path: string, value: Json): void {
  const { document } = bench.draft.getState();
  const label = `change ${path} of ${document.fields[id]?.label ?? ""}`;
  const made = setProperty(document, { in: "fields", id }, path, value, label);
  perform(bench, made, { coalesce: `fields/${id}/${path}` });
}

function drop(bench: Workbench, id: string): void {
  const made = removeField(bench.draft.getState().document, bench.commands, id);
  const { said: _, ...quiet } = made;
  if (perform(bench, quiet)) toastUndo(bench, made.said ?? "");
}

function shift(bench: Workbench, id: string, by: 1 | -1): void {
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
