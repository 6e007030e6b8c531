import { Disclosure } from "@/ui";
import styles from "./checks.module.css";
import type { DataPlan } from "./types";
import { words } from "./words";

/** The data plan in sentences: tables, then the rows that come with it; with its SQL for who reads it. */
export function PlanBox({ plan }: { readonly plan: DataPlan }) {
  const sentences = [...plan.sentences, ...plan.rows];
  return (
    <section className={styles.plan} aria-labelledby="plan">
      <h2 id="plan">{words.planTitle}</h2>
      {sentences.length === 0 ? (
        <p>{words.planNone}</p>
      ) : (
        <ul>
          {sentences.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      )}
      {plan.statements.length > 0 ? (
        <Disclosure title={words.sql}>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
          <pre className={styles.sql} tabIndex={0}>
            {plan.statements.join("\n")}
          </pre>
        </Disclosure>
      ) : null}
    </section>
  );
}
