import Check from "lucide-react/icons/check";
import Circle from "lucide-react/icons/circle";
import LoaderCircle from "lucide-react/icons/loader-circle";
import Minus from "lucide-react/icons/minus";
import X from "lucide-react/icons/x";
import { Disclosure, Icon } from "@/ui";
import styles from "./release.module.css";
import type { ReleaseStep } from "./types";
import { words } from "./words";

const ICONS = { waiting: Circle, running: LoaderCircle, done: Check, failed: X, skipped: Minus } as const;

/** The steps in order, each with its state in a word, its duration and its log. */
export function Steps({ steps }: { readonly steps: readonly ReleaseStep[] }) {
  return (
    <ol className={styles.steps} aria-label={words.steps}>
      {steps.map((step) => (
        <li key={step.key} data-state={step.state}>
          <span className={styles.icon}>
            <Icon of={ICONS[step.state]} size={20} />
          </span>
          <div className={styles.body}>
            <div className={styles.row}>
              <strong>{step.title}</strong>
              <span>{words.stepStates[step.state]}</span>
              {step.seconds === null ? null : <span className="num hush">{words.seconds(step.seconds)}</span>}
            </div>
            {step.log.length > 0 ? (
              <Disclosure title={words.log}>
                <ul className={styles.log}>
                  {step.log.map((line) => (
                    <li key={line}>{line}</li>
                  ))}
                </ul>
              </Disclosure>
            ) : null}
          </div>
        </li>
      ))}
    </ol>
  );
}
