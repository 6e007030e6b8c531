import X from "lucide-react/icons/x";
import { useState } from "react";
import frame from "@/designer/frame/frame.module.css";
import { goToObject, objectLabel } from "@/designer/frame/goToObject";
import { perform, useDraft, useScreen, useWorkbench } from "@/designer/store/context";
import { words } from "@/designer/words";
import { apply } from "@/document/operations/apply";
import { OperationRefused } from "@/document/operations/refused";
import type { Definition, Operation } from "@/document/types";
import { Button, IconButton } from "@/ui";
import type { Issue } from "./checkStore";
import styles from "./problems.module.css";
import { useCheck } from "./useCheck";

/** Must fix, Advice, Passed; each with its place and, where one exists, a repair that is shown before it is done. */
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
      <h3>{`${title} (${issues.length})`}</h3>
      <ul>
        {issues.map((issue) => (
          <Line key={issue.key} issue={issue} />
        ))}
      </ul>
    </div>
  );
}

function Line({ issue }: { readonly issue: Issue }) {
  const bench = useWorkbench();
  const document = useDraft((state) => state.document);
  const [isOpen, setOpen] = useState(false);
  const label = issue.place ?? (issue.object ? objectLabel(document, issue.object) : null);
  const changes = issue.repair ? beforeAfter(document, issue.repair.operations) : [];
  return (
    <li>
      <div className={styles.line}>
        <p>{issue.message}</p>
        {issue.object ? (
          <Button size="sm" variant="quiet" onPress={() => issue.object && goToObject(bench, issue.object)}>
            {words.problems.go(label ?? issue.object)}
          </Button>
        ) : null}
        {issue.repair ? (
          <Button size="sm" aria-expanded={isOpen} onPress={() => setOpen(!isOpen)}>
            {issue.repair.label}
          </Button>
        ) : null}
      </div>
      {issue.why ? <p className={styles.why}>{issue.why}</p> : null}
      {isOpen && issue.repair ? (
        <div className={styles.repair}>
          <ul>
            {changes.map((change) => (
              <li key={change}>{change}</li>
            ))}
          </ul>
          <Button
            size="sm"
            variant="primary"
            onPress={() => {
              const { repair } = issue;
              if (!repair) return;
              setOpen(false);
              perform(bench, {
                label: repair.label.toLowerCase(),
                operations: repair.operations,
                said: `${repair.label}.`,
              });
            }}
          >
            {words.problems.apply}
          </Button>
        </div>
      ) : null}
    </li>
  );
}

/** What a repair would do, as sentences with the values before and after. */
export function beforeAfter(document: Definition, operations: readonly Operation[]): string[] {
  try {
    const { document: after } = apply(document, operations);
    return operations.map((operation) => sentence(document, after, operation));
  } catch (error) {
    if (!(error instanceof OperationRefused)) throw error;
    return [error.message];
  }
}

function sentence(before: Definition, after: Definition, operation: Operation): string {
  const id = "id" in operation ? (operation.id ?? "") : "";
  const label = objectLabel(before, id) ?? objectLabel(after, id) ?? before.app.title;
  switch (operation.op) {
    case "add":
      return `Adds ${label}.`;
    case "remove":
      return `Removes ${label}.`;
    case "move":
      return `Moves ${label}.`;
    case "set": {
      const name = (operation.path.split(".").at(-1) ?? "").replace(/_/g, " ");
      const from = shown(valueAt(before, operation));
      return `${label}, ${name}: ${words.problems.before.toLowerCase()} ${from}, ${words.problems.after.toLowerCase()} ${shown(operation.value)}.`;
    }
  }
}

function valueAt(document: Definition, operation: Extract<Operation, { op: "set" }>): unknown {
  let at: unknown = operation.in === "app" ? document.app : document[operation.in][operation.id ?? ""];
  for (const name of operation.path.split(".")) at = (at as Record<string, unknown> | undefined)?.[name];
  return at;
}

function shown(value: unknown): string {
  if (value === null || value === undefined || value === "") return words.problems.nothing;
  if (typeof value === "boolean") return value ? "yes" : "no";
  return typeof value === "string" ? `“${value}”` : JSON.stringify(value);
}
