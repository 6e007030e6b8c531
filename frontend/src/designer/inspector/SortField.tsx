import { useDraft } from "@/designer/store/context";
import { words } from "@/designer/words";
import { sortedIds } from "@/document/tree/bySort";
import { Select } from "@/ui";
import styles from "./inspector.module.css";
import type { WidgetProps } from "./widgets";

const SORTABLE = new Set(["choices", "file", "record", "person"]);

/** Which field a list starts sorted by, and in which direction. */
export function SortField({ schema, name, value, onChange, entity }: WidgetProps) {
  const document = useDraft((state) => state.document);
  const sort = (value ?? null) as { readonly field: string; readonly descending?: boolean } | null;
  const ids = sortedIds(document.fields, (field) => field.entity === entity && !SORTABLE.has(field.kind));
  const options = [
    { id: "", label: words.fields.newestFirst },
    ...ids.map((id) => ({ id, label: document.fields[id]?.label ?? id })),
  ];
  return (
    <div className={styles.pair}>
      <Select
        label={schema.title ?? name}
        options={options}
        value={sort?.field ?? ""}
        onChange={(id) =>
          onChange(id === "" ? undefined : { field: id, descending: sort?.descending ?? false })
        }
      />
      {sort ? (
        <Select
          label={words.list.order}
          hideLabel
          options={[
            { id: "up", label: words.fields.ascending },
            { id: "down", label: words.fields.descending },
          ]}
          value={sort.descending ? "down" : "up"}
          onChange={(id) => onChange({ field: sort.field, descending: id === "down" })}
        />
      ) : null}
    </div>
  );
}
