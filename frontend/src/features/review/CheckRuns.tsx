import type { CheckRun } from "@/features/checks/types";
import styles from "./review.module.css";
import { words } from "./words";

/** The checks that ran as jobs on the frozen version, with their state in a word. */
export function CheckRuns({ checks }: { readonly checks: readonly CheckRun[] }) {
  return (
    <div role="status">
      <ul className={styles.runs}>
        {checks.map((check) => (
          <li key={check.name} data-state={check.state}>
            <span>{check.title}</span>
            <strong>{words.checkStates[check.state]}</strong>
            {check.state === "failed" && check.detail ? <span className="hush">{check.detail}</span> : null}
          </li>
        ))}
      </ul>
    </div>
  );
}
