import { EmptyState } from "@/ui";
import styles from "./release.module.css";
import type { ReleaseRow } from "./types";
import { words } from "./words";

export interface ReleaseListProps {
  readonly rows: readonly ReleaseRow[];
  readonly current: string;
  readonly liveDigest: string | null;
}

/** All releases of the app, newest first; the live one says so. */
export function ReleaseList({ rows, current, liveDigest }: ReleaseListProps) {
  return (
    <nav className={styles.releases} aria-labelledby="releases">
      <h2 id="releases">{words.releases}</h2>
      {rows.length === 0 ? (
        <EmptyState plain title={words.none} />
      ) : (
        <ul>
          {rows.map((row) => {
            const live = row.digest === liveDigest;
            return (
              <li key={row.id} className="spine" data-s={live ? "live" : "retired"}>
                <a href={`/releases/${row.id}/`} aria-current={row.id === current ? "page" : undefined}>
                  {words.earlier(row.number)}
                  <span className="hush">
                    {live ? words.states.live : (words.states[row.state] ?? row.state)}
                  </span>
                </a>
              </li>
            );
          })}
        </ul>
      )}
    </nav>
  );
}
