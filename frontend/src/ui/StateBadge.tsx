import { cx } from "./cx";
import styles from "./parts.module.css";

export type LifeState = "draft" | "review" | "live" | "retired" | "drifted";

const WORDS: Record<LifeState, string> = {
  draft: "Draft",
  review: "In review",
  live: "Live",
  retired: "Retired",
  drifted: "Differs from its release",
};

export interface StateBadgeProps {
  readonly state: LifeState;
  /** Other words for the state, e.g. "Live, version 12". */
  readonly children?: string | undefined;
}

/** The spine and the word for a lifecycle state. Rows and cards use `spineProps` on their own edge. */
export function StateBadge({ state, children }: StateBadgeProps) {
  return (
    <span className={cx("spine", styles.badge)} data-s={state}>
      {children ?? WORDS[state]}
    </span>
  );
}

/** Gives a row or card the 4 px rail of its state: `<li {...spineProps("draft", styles.row)}>`. */
export function spineProps(state: LifeState, className?: string): { className: string; "data-s": LifeState } {
  return { className: cx("spine", className), "data-s": state };
}
