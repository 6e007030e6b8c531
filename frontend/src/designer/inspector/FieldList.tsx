import ArrowDown from "lucide-react/icons/arrow-down";
import ArrowUp from "lucide-react/icons/arrow-up";
import X from "lucide-react/icons/x";
import { useId } from "react";
import { useDraft } from "@/designer/store/context";
import { words } from "@/designer/words";
import { sortedIds } from "@/document/tree/bySort";
import type { Json } from "@/document/types";
import { IconButton, Select } from "@/ui";
import styles from "./inspector.module.css";
import type { WidgetProps } from "./widgets";

/** Chosen fields in their order, and one select that adds the next. */
export function FieldList({ schema, name, value, onChange, entity }: WidgetProps) {
  const document = useDraft((state) => state.document);
  const title = useId();
  const ids = (Array.isArray(value) ? (value as readonly string[]) : []).filter((id) => document.fields[id]);
  const rest = sortedIds(document.fields, (field, id) => field.entity === entity && !ids.includes(id));
  const label = (id: string) => document.fields[id]?.label ?? id;
  const write = (next: readonly string[]) => onChange(next as Json);
  const swap = (index: number, by: number) => {
    const next = [...ids];
    const [moved] = next.splice(index, 1);
    if (moved) next.splice(index + by, 0, moved);
    write(next);
  };
  return (
    <fieldset aria-labelledby={title} className={styles.options}>
      <span id={title} className={styles.caption}>
        {schema.title ?? name}
      </span>
      {ids.length === 0 ? <p className={styles.note}>{words.fields.none}</p> : null}
      <ol>
        {ids.map((id, index) => (
          <li key={id}>
            <span className={styles.chosen}>{label(id)}</span>
            <IconButton
              label={words.fields.up(label(id))}
              icon={ArrowUp}
              onPress={() => swap(index, -1)}
              {...(index === 0 ? { unavailable: words.alreadyFirst } : {})}
            />
            <IconButton
              label={words.fields.down(label(id))}
              icon={ArrowDown}
              onPress={() => swap(index, 1)}
              {...(index === ids.length - 1 ? { unavailable: words.alreadyLast } : {})}
            />
            <IconButton
              label={words.fields.remove(label(id))}
              icon={X}
              onPress={() => write(ids.filter((one) => one !== id))}
            />
          </li>
        ))}
      </ol>
      {rest.length > 0 ? (
        <Select
          label={`${words.fields.choose}, ${schema.title ?? name}`}
          hideLabel
          placeholder={words.fields.choose}
          options={rest.map((id) => ({ id, label: label(id) }))}
          value={null}
          onChange={(id) => write([...ids, id])}
        />
      ) : (
        <p className={styles.note}>{words.fields.allChosen}</p>
      )}
    </fieldset>
  );
}
