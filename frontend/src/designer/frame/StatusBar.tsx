import CircleCheck from "lucide-react/icons/circle-check";
import Info from "lucide-react/icons/info";
import OctagonAlert from "lucide-react/icons/octagon-alert";
import { useCheck } from "@/designer/problems/useCheck";
import { useCanEdit, useScreen, useWorkbench } from "@/designer/store/context";
import { words } from "@/designer/words";
import { Icon } from "@/ui";
import styles from "./frame.module.css";

/** The count of problems, always in view; opens the panel. */
export function StatusBar() {
  const bench = useWorkbench();
  const canEdit = useCanEdit();
  const isOpen = useScreen((state) => state.areProblemsOpen);
  const must = useCheck((state) => state.issues.filter((issue) => issue.severity === "must_fix").length);
  const advice = useCheck((state) => state.issues.filter((issue) => issue.severity === "advice").length);
  const passed = useCheck((state) => state.passed);
  const isRunning = useCheck((state) => state.isRunning);
  const tier = useCheck((state) => state.tier?.name ?? null);
  return (
    <section className={styles.statusbar} aria-label={words.regions.status} data-region tabIndex={-1}>
      <button
        type="button"
        aria-expanded={isOpen}
        aria-controls="problems"
        data-tone={must > 0 ? "bad" : advice > 0 ? "warn" : "ok"}
        onClick={() => bench.screen.setState({ areProblemsOpen: !isOpen })}
      >
        <Icon of={must > 0 ? OctagonAlert : advice > 0 ? Info : CircleCheck} />
        {words.problems.status(must, advice, passed)}
      </button>
      {isRunning ? <span>{words.problems.checking}</span> : null}
      <span className={styles.space} />
      {tier ? <span>{words.problems.tier(tier)}</span> : null}
      {canEdit ? (
        <span className={styles.hints}>
          <kbd>M</kbd> move <kbd>/</kbd> add <kbd>?</kbd> keys
        </span>
      ) : null}
    </section>
  );
}
