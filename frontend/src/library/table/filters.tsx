import { useId } from "react";
import fieldStyles from "../field.module.css";
import { choices } from "../read";
import type { FieldSpec } from "../types";
import styles from "./table.module.css";
import { words } from "./words";

export interface FilterProps {
  readonly field: FieldSpec;
  readonly filters: Readonly<Record<string, string>>;
  readonly onChange: (name: string, value: string) => void;
}

const RANGE_KINDS = new Set(["number", "money", "percent", "date", "datetime", "time", "rating", "calc"]);
const PICK_KINDS = new Set(["choice", "select", "choices", "yesno"]);

/** The filter that fits the kind of a field. Parameters are those of the record API. */
export function Filter(props: FilterProps) {
  const { kind } = props.field;
  if (PICK_KINDS.has(kind)) {
    return <PickFilter {...props} />;
  }
  if (RANGE_KINDS.has(kind)) {
    return <RangeFilter {...props} />;
  }
  return kind === "person" || kind === "record" || kind === "file" || kind === "confirm" ? (
    <EmptyFilter {...props} />
  ) : (
    <TextFilter {...props} />
  );
}

interface BoxProps {
  readonly label: string;
  readonly children: (id: string) => React.ReactNode;
}

function Box({ label, children }: BoxProps) {
  const id = useId();
  return (
    <div className={styles.filter}>
      <label htmlFor={id}>{label}</label>
      {children(id)}
    </div>
  );
}

function PickFilter({ field, filters, onChange }: FilterProps) {
  const name = field.kind === "choices" ? `${field.key}__has` : field.key;
  const options =
    field.kind === "yesno"
      ? [
          { key: "true", label: "Yes" },
          { key: "false", label: "No" },
        ]
      : choices(field.settings);
  return (
    <Box label={words.filterBy(field.label)}>
      {(id) => (
        <select
          id={id}
          className={fieldStyles.control}
          value={filters[name] ?? ""}
          onChange={(event) => onChange(name, event.target.value)}
        >
          <option value="">{words.any}</option>
          {options.map(({ key, label }) => (
            <option key={key} value={key}>
              {label}
            </option>
          ))}
        </select>
      )}
    </Box>
  );
}

function EmptyFilter({ field, filters, onChange }: FilterProps) {
  const name = `${field.key}__empty`;
  return (
    <Box label={words.filterBy(field.label)}>
      {(id) => (
        <select
          id={id}
          className={fieldStyles.control}
          value={filters[name] ?? ""}
          onChange={(event) => onChange(name, event.target.value)}
        >
          <option value="">{words.any}</option>
          <option value="false">Filled in</option>
          <option value="true">{words.empty}</option>
        </select>
      )}
    </Box>
  );
}

const TYPE_OF: Readonly<Record<string, string>> = { date: "date", datetime: "date", time: "time" };

/** A day of a moment field means from its first to its last second. */
function bound(kind: string, end: "gte" | "lte", value: string): string {
  if (kind !== "datetime" || value === "") {
    return value;
  }
  return end === "gte" ? `${value}T00:00:00Z` : `${value}T23:59:59Z`;
}

function RangeFilter({ field, filters, onChange }: FilterProps) {
  return (["gte", "lte"] as const).map((end) => {
    const name = `${field.key}__${end}`;
    return (
      <Box key={end} label={end === "gte" ? words.from(field.label) : words.to(field.label)}>
        {(id) => (
          <input
            id={id}
            className={fieldStyles.control}
            type={TYPE_OF[field.kind] ?? "text"}
            {...(TYPE_OF[field.kind] ? {} : { inputMode: "decimal" as const })}
            value={(filters[name] ?? "").slice(0, field.kind === "datetime" ? 10 : undefined)}
            onChange={(event) => onChange(name, bound(field.kind, end, event.target.value))}
          />
        )}
      </Box>
    );
  });
}

function TextFilter({ field, filters, onChange }: FilterProps) {
  const name = `${field.key}__contains`;
  return (
    <Box label={words.contains(field.label)}>
      {(id) => (
        <input
          id={id}
          className={fieldStyles.control}
          type="text"
          value={filters[name] ?? ""}
          onChange={(event) => onChange(name, event.target.value)}
        />
      )}
    </Box>
  );
}
