import { when, whenFull } from "@/features/when";
import { cx, Table, Td, Th } from "@/ui";
import styles from "./audit.module.css";
import type { AuditEntry } from "./types";
import { words } from "./words";

interface EntriesProps {
  readonly entries: readonly AuditEntry[];
  /** Those of the filters before: new ones are on their way. */
  readonly isOld: boolean;
}

export function Entries({ entries, isOld }: EntriesProps) {
  const { columns } = words;
  return (
    <div className={cx(styles.log, isOld && styles.old)} aria-busy={isOld}>
      <Table label={words.table} cards>
        <thead>
          <tr>
            <Th numeric>{columns.entry}</Th>
            <Th>{columns.time}</Th>
            <Th>{columns.who}</Th>
            <Th>{columns.what}</Th>
            <Th>{columns.object}</Th>
            <Th>{columns.digest}</Th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <Row key={entry.number} entry={entry} />
          ))}
        </tbody>
      </Table>
    </div>
  );
}

const SHORT = 8;

function Row({ entry }: { readonly entry: AuditEntry }) {
  const { columns } = words;
  return (
    <tr>
      <Td label={columns.entry} numeric>
        {entry.number}
      </Td>
      <Td label={columns.time} className={styles.time}>
        <time dateTime={entry.at} title={whenFull(entry.at)}>
          {when(entry.at)}
        </time>
      </Td>
      <Td label={columns.who} className={styles.who}>
        {entry.system ? <span className="hush">{words.system}</span> : (entry.who?.name ?? words.left)}
      </Td>
      <Td label={columns.what} className={styles.what}>
        {entry.sentence}
      </Td>
      <Td label={columns.object} className={styles.about}>
        {entry.object?.url ? <a href={entry.object.url}>{entry.object.title}</a> : entry.object?.title}
      </Td>
      <Td label={columns.digest} className={entry.digest ? undefined : styles.bare}>
        {entry.digest ? (
          <span className="mono" title={entry.digest}>
            {entry.digest.slice(0, SHORT)}
          </span>
        ) : (
          <span className="visually-hidden">{words.noDigest}</span>
        )}
      </Td>
    </tr>
  );
}
