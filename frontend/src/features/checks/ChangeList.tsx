import { cx } from "@/ui";
import styles from "./checks.module.css";
import type { Change } from "./types";
import { words } from "./words";

const WEIGHT = { destructive: 0, risky: 1, additive: 2 } as const;
const AREAS = ["access", "data", "form", "rules", "lists", "texts"] as const;

export interface ChangeListProps {
  readonly changes: readonly Change[];
  readonly selected?: string | undefined;
  readonly viewed?: ReadonlySet<string> | undefined;
  /** How many comments a change has, by its hash. */
  readonly comments?: ReadonlyMap<string, number> | undefined;
  readonly onSelect?: ((change: Change) => void) | undefined;
}

/** Changes in the order a reviewer needs them: grouped by area, the risky ones of each area first. */
export function inReadingOrder(changes: readonly Change[]): readonly Change[] {
  return AREAS.flatMap((area) =>
    changes
      .filter((change) => change.area === area)
      .sort((one, other) => WEIGHT[one.class] - WEIGHT[other.class]),
  );
}

/** What changed, in words; with `onSelect` every line is a button. */
export function ChangeList({ changes, selected, viewed, comments, onSelect }: ChangeListProps) {
  if (changes.length === 0) return <p>{words.noChanges}</p>;
  const ordered = inReadingOrder(changes);
  return AREAS.map((area) => {
    const rows = ordered.filter((change) => change.area === area);
    if (rows.length === 0) return null;
    return (
      <section key={area} aria-labelledby={`area-${area}`}>
        <h3 id={`area-${area}`} className={styles.area}>
          {words.areas[area]} <span className="hush">({rows.length})</span>
        </h3>
        <ul className={styles.changes}>
          {rows.map((change) => (
            <li key={change.hash} data-kind={change.kind}>
              {onSelect ? (
                <button
                  type="button"
                  className={styles.line}
                  aria-current={change.hash === selected ? "true" : undefined}
                  onClick={() => onSelect(change)}
                >
                  <Line
                    change={change}
                    viewed={viewed?.has(change.hash) ?? false}
                    comments={comments?.get(change.hash) ?? 0}
                  />
                </button>
              ) : (
                <div className={styles.line}>
                  <Line change={change} viewed={false} comments={0} />
                </div>
              )}
            </li>
          ))}
        </ul>
      </section>
    );
  });
}

interface LineProps {
  readonly change: Change;
  readonly viewed: boolean;
  readonly comments: number;
}

function Line({ change, viewed, comments }: LineProps) {
  const flag = words.classes[change.class];
  return (
    <>
      <span className={styles.mark} aria-hidden="true">
        {words.marks[change.kind]}
      </span>
      <span className={styles.sentence}>
        <span className="visually-hidden">{words.kinds[change.kind]}: </span>
        {change.sentence}{" "}
        {flag ? <span className={cx(styles.flag, styles[change.class])}>{flag}</span> : null}
        {comments > 0 ? (
          <>
            {" "}
            <span className={cx(styles.flag, styles.commented)}>{words.comments(comments)}</span>
          </>
        ) : null}
      </span>
      {viewed ? (
        <span className={styles.viewed}>
          ✓<span className="visually-hidden"> viewed</span>
        </span>
      ) : null}
    </>
  );
}
