import { useEffect, useState } from "react";
import { get } from "@/api/client";
import { readingOf } from "@/library/reading";
import type { EntitySpec, Json } from "@/library/types";
import { Banner } from "@/ui/Banner";
import { Button } from "@/ui/Button";
import { Skeleton } from "@/ui/Placeholder";
import styles from "./live.module.css";
import { type LiveData, type LiveRecord, timeText } from "./page";
import { words } from "./words";

interface Entry {
  readonly version: number;
  readonly action: string;
  readonly at: string;
  readonly by__label: string | null;
  readonly changes: readonly {
    readonly field: string;
    readonly label: string;
    readonly before: Json;
    readonly after: Json;
  }[];
}

export interface HistoryProps {
  readonly data: LiveData;
  readonly entity: EntitySpec;
  readonly record: LiveRecord;
}

/** Who changed what and when, newest first. */
export function History({ data, entity, record }: HistoryProps) {
  const [entries, setEntries] = useState<readonly Entry[] | "failed" | null>(null);
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `attempt` asks again
  useEffect(() => {
    let isCurrent = true;
    get<{ readonly results: readonly Entry[] }>(`${data.base}${entity.key}/${record.id}/history/`).then(
      (answer) => isCurrent && setEntries(answer.results),
      () => isCurrent && setEntries("failed"),
    );
    return () => {
      isCurrent = false;
    };
  }, [data.base, entity.key, record.id, attempt]);
  return (
    <section className={styles.history}>
      <h2>{words.history}</h2>
      {entries === null ? <Skeleton lines={3} /> : null}
      {entries === "failed" ? (
        <Banner
          tone="bad"
          title={words.historyFailed}
          actions={<Button onPress={() => setAttempt((count) => count + 1)}>{words.retry}</Button>}
        />
      ) : null}
      {Array.isArray(entries) ? <Entries entries={entries} entity={entity} /> : null}
    </section>
  );
}

function Entries({ entries, entity }: { readonly entries: readonly Entry[]; readonly entity: EntitySpec }) {
  if (entries.length === 0) {
    return <p className="hush">{words.historyEmpty}</p>;
  }
  return (
    <ol className={styles.entries}>
      {entries.map((entry) => (
        <li key={entry.version}>
          <p>
            <strong>{words.historyActions[entry.action] ?? entry.action}</strong>{" "}
            {entry.by__label ? words.by(entry.by__label) : null},{" "}
            <time dateTime={entry.at}>{timeText(entry.at)}</time>
          </p>
          {entry.action === "changed" ? (
            <ul>
              {entry.changes.map((change) => (
                <li key={change.field}>
                  {words.changedField(change.label)} <del>{shown(entity, change.field, change.before)}</del>{" "}
                  <ins>{shown(entity, change.field, change.after)}</ins>
                </li>
              ))}
            </ul>
          ) : null}
        </li>
      ))}
    </ol>
  );
}

function shown(entity: EntitySpec, key: string, value: Json): string {
  const field = entity.fields.find((item) => item.key === key);
  return (
    (field ? readingOf(field, { id: "", [key]: value }) : typeof value === "string" ? value : "") ||
    words.empty
  );
}
