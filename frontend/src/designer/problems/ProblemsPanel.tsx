import Info from "lucide-react/icons/info";
import OctagonAlert from "lucide-react/icons/octagon-alert";
import X from "lucide-react/icons/x";
import frame from "@/designer/frame/frame.module.css";
import { objectLabel } from "@/designer/frame/goToObject";
import {
  perform,
  useCanEdit,
  useDraft,
  useScreen,
  useWorkbench,
  type Workbench,
} from "@/designer/store/context";
import { toastUndo } from "@/designer/store/travel";
import { words } from "@/designer/words";
import { inSentence } from "@/expressions/inSentence";
import { Button, Icon, IconButton } from "@/ui";
import type { Issue } from "./checkStore";
import styles from "./problems.module.css";
import { goToIssue, hasPlace } from "./travel";
import { useCheck } from "./useCheck";

/** Must fix, Advice, Passed; each with its place and, where one exists, a repair that one click does. */
export function ProblemsPanel() {
  const bench = useWorkbench();
  const isOpen = useScreen((state) => state.areProblemsOpen);
  const issues = useCheck((state) => state.issues);
  const passed = useCheck((state) => state.passed);
  const failed = useCheck((state) => state.failed);
  const must = issues.filter((issue) => issue.severity === "must_fix");
  const advice = issues.filter((issue) => issue.severity === "advice");
  if (!isOpen) return null;
  return (
    <section
      id="problems"
      className={frame.problems}
      aria-labelledby="problems-title"
      data-region
      tabIndex={-1}
    >
      <div className={styles.head}>
        <h2 id="problems-title">{words.problems.title}</h2>
        <IconButton
          label={words.problems.close}
          icon={X}
          onPress={() => bench.screen.setState({ areProblemsOpen: false })}
        />
      </div>
      {failed ? <p className={styles.none}>{words.problems.failed}</p> : null}
      {issues.length === 0 && !failed ? <p className={styles.none}>{words.problems.none(passed)}</p> : null}
      <Group title={words.problems.mustFix} tone="bad" issues={must} />
      <Group title={words.problems.advice} tone="warn" issues={advice} />
      {issues.length > 0 ? <p className={styles.none}>{`${words.problems.passed}: ${passed}`}</p> : null}
    </section>
  );
}

interface GroupProps {
  readonly title: string;
  readonly tone: "bad" | "warn";
  readonly issues: readonly Issue[];
}

function Group({ title, tone, issues }: GroupProps) {
  if (issues.length === 0) return null;
  return (
    <div className={styles.group} data-tone={tone}>
      <h3>
        <Icon of={tone === "bad" ? OctagonAlert : Info} />
        {`${title} (${issues.length})`}
      </h3>
      <ul>
        {issues.map((issue) => (
          <Line key={issue.key} issue={issue} />
        ))}
      </ul>
    </div>
  );
}

function Line({ issue }: { readonly issue: Issue }) {
  const canEdit = useCanEdit();
  const bench = useWorkbench();
  const document = useDraft((state) => state.document);
  const named = issue.object ? (issue.place ?? objectLabel(document, issue.object)) : null;
  const label = named || (issue.object ?? words.problems.deputy);
  return (
    <li>
      <div className={styles.line}>
        <p>{issue.message}</p>
        {hasPlace(issue) ? (
          <Button size="sm" variant="quiet" onPress={() => goToIssue(bench, issue)}>
            {words.problems.go(label)}
          </Button>
        ) : null}
        {issue.repair && canEdit ? (
          <Button size="sm" onPress={() => issue.repair && repairNow(bench, issue.repair)}>
            {issue.repair.label}
          </Button>
        ) : null}
      </div>
      {issue.why ? <p className={styles.why}>{issue.why}</p> : null}
    </li>
  );
}

/** One click repairs, as one undo step; its label says what it does, and the toast takes it back. */
function repairNow(bench: Workbench, repair: NonNullable<Issue["repair"]>): void {
  const made = { label: inSentence(repair.label), operations: repair.operations };
  if (perform(bench, made)) toastUndo(bench, words.problems.done(repair.label));
}
