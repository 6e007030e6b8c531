import type { ReactNode } from "react";
import { cx } from "./cx";
import styles from "./parts.module.css";

/** Grey lines where text will be; the place that loads carries `aria-busy`. */
export function Skeleton({ lines = 3, className }: { readonly lines?: number; readonly className?: string }) {
  return (
    <div className={cx(styles.skeleton, className)} aria-hidden="true">
      {Array.from({ length: lines }, (_, index) => `line ${index}`).map((key) => (
        <span key={key} />
      ))}
    </div>
  );
}

/** A 2 px line under the top bar while something takes longer than 100 ms. */
export function ProgressLine({ label }: { readonly label: string }) {
  return (
    <div className={styles.progress} role="progressbar" aria-label={label}>
      <span />
    </div>
  );
}

export interface EmptyStateProps {
  /** One sentence about what will be here. */
  readonly title: ReactNode;
  readonly children?: ReactNode | undefined;
  /** One action. */
  readonly action?: ReactNode | undefined;
  /** Leaves out the ghost rows, e.g. in a narrow pane. */
  readonly plain?: boolean | undefined;
}

export function EmptyState({ title, children, action, plain }: EmptyStateProps) {
  return (
    <div className={styles.empty}>
      {plain ? null : (
        <div className={styles.ghosts} aria-hidden="true">
          <span />
          <span />
          <span />
        </div>
      )}
      <div className={styles["empty-body"]}>
        <p className={styles["empty-title"]}>{title}</p>
        {children ? <div className={styles["empty-text"]}>{children}</div> : null}
        {action}
      </div>
    </div>
  );
}
