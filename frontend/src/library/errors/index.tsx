import { type ReactNode, useEffect, useRef } from "react";
import type { FieldProblem, ViewKind } from "../types";
import styles from "./errors.module.css";

export interface SummaryItem {
  readonly key: string;
  /** Id of the control the link leads to. */
  readonly target: string;
  readonly problem: FieldProblem;
}

export interface ErrorSummaryProps {
  readonly title: string;
  readonly items: readonly SummaryItem[];
  /** Raised by one each time the person tried to go on: then the summary takes the focus. */
  readonly attempt: number;
  readonly children?: ReactNode;
}

/** What is wrong, each problem a link to its field, in the same words as beside the field. */
export function ErrorSummary({ title, items, attempt, children }: ErrorSummaryProps) {
  const box = useRef<HTMLDivElement>(null);
  const isShown = items.length > 0 || Boolean(children);
  useEffect(() => {
    if (attempt > 0 && isShown) {
      for (const field of document.querySelectorAll("[data-invalid]")) {
        field.closest("details")?.setAttribute("open", "");
      }
      box.current?.focus();
      box.current?.scrollIntoView?.({ block: "start" });
    }
  }, [attempt, isShown]);
  if (!isShown) {
    return null;
  }
  return (
    <div
      ref={box}
      className={styles.summary}
      role="alert"
      tabIndex={-1}
      aria-labelledby="error-summary-title"
    >
      <h2 id="error-summary-title" className={styles.title}>
        {title}
      </h2>
      {children}
      <ul className={styles.list}>
        {items.map((item) => (
          <li key={item.key}>
            <a
              href={`#${item.target}`}
              onClick={(event) => focusTarget(event.currentTarget.hash) && event.preventDefault()}
            >
              {item.problem.message}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Moves to the field: its control, or the first control of its group. */
function focusTarget(hash: string): boolean {
  const id = hash.slice(1);
  const field = document.getElementById(id);
  const control = document.getElementById(`${id}-first`) ?? field;
  if (!control) {
    return false;
  }
  control.closest("details")?.setAttribute("open", "");
  (field?.closest("[data-node]") ?? control).scrollIntoView?.({ block: "start" });
  control.focus({ preventScroll: true });
  return true;
}

/** In a form the renderer puts the live summary at the place of this node; elsewhere it shows its words. */
export const kind: ViewKind = {
  kind: "errors",
  View: ({ children }) => <>{children}</>,
};
