import { useEffect, useState } from "react";
import { Button, Select, TextField } from "@/ui";
import styles from "./audit.module.css";
import { type Filters, isDay, isFiltered, NO_FILTERS, SYSTEM } from "./filters";
import type { AuditKind, Person } from "./types";
import { words } from "./words";

interface FilterBarProps {
  readonly filters: Filters;
  readonly onChange: (filters: Filters) => void;
  readonly people: readonly Person[];
  readonly kinds: readonly AuditKind[];
}

const ALL = "all";

export function FilterBar({ filters, onChange, people, kinds }: FilterBarProps) {
  const set = (part: Partial<Filters>) => onChange({ ...filters, ...part });
  const isKnown = people.some((one) => one.id === filters.person);
  const stranger = filters.person && filters.person !== SYSTEM && !isKnown;
  return (
    <section aria-label={words.filters} className={styles.filters}>
      <Select
        label={words.person}
        options={[
          { id: ALL, label: words.anybody },
          { id: SYSTEM, label: words.system },
          ...people.map((one) => ({ id: one.id, label: one.name })),
          ...(stranger ? [{ id: filters.person, label: words.left }] : []),
        ]}
        value={filters.person || ALL}
        onChange={(id) => set({ person: id === ALL ? "" : id })}
      />
      <Select
        label={words.kind}
        options={[
          { id: ALL, label: words.anything },
          ...kinds.map((one) => ({ id: one.name, label: one.title, note: words.areas[one.area] })),
        ]}
        value={filters.kind || ALL}
        onChange={(id) => set({ kind: id === ALL ? "" : id })}
      />
      <DayField
        label={words.from}
        value={filters.from}
        onChange={(from) => set({ from })}
        fault={(day) => (isDay(day) && filters.to && day > filters.to ? words.afterLast : "")}
      />
      <DayField
        label={words.to}
        value={filters.to}
        onChange={(to) => set({ to })}
        fault={(day) => (isDay(day) && filters.from && day < filters.from ? words.beforeFirst : "")}
      />
      {isFiltered(filters) ? (
        <Button variant="quiet" onPress={() => onChange(NO_FILTERS)}>
          {words.clear}
        </Button>
      ) : null}
    </section>
  );
}

interface DayFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (day: string) => void;
  /** Why this day does not fit the other one; "" when it does. */
  readonly fault: (day: string) => string;
}

/** A day, passed on once it is whole: while somebody types the year, the log stays as it is. */
function DayField({ label, value, onChange, fault }: DayFieldProps) {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  const reason = text ? fault(text) : "";
  const type = (typed: string) => {
    setText(typed);
    if (typed === "" || (isDay(typed) && !fault(typed))) onChange(typed);
  };
  return <TextField label={label} type="date" value={text} onChange={type} error={reason || undefined} />;
}
