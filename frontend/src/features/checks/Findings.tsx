import CircleCheck from "lucide-react/icons/circle-check";
import Info from "lucide-react/icons/info";
import OctagonAlert from "lucide-react/icons/octagon-alert";
import { Icon } from "@/ui";
import styles from "./checks.module.css";
import type { Finding, Problem } from "./types";
import { words } from "./words";

export interface FindingsProps {
  readonly findings: readonly Finding[];
  readonly problems?: readonly Problem[] | undefined;
  readonly passed: number;
  /** Where a finding can be mended; leaves the link out when the reader cannot edit. */
  readonly editUrl?: string | undefined;
}

interface Row {
  readonly key: string;
  readonly must: boolean;
  readonly message: string;
  readonly why: string;
  readonly repair: string | null;
  readonly place: string;
}

/** Must fix first, then advice; each with its reason and the repair the designer offers. */
export function Findings({ findings, problems = [], passed, editUrl }: FindingsProps) {
  const rows = [...problems.map(fromProblem), ...findings.map(fromFinding)];
  const must = rows.filter((row) => row.must);
  const advice = rows.filter((row) => !row.must);
  if (rows.length === 0) {
    return (
      <p className={styles.fine}>
        <Icon of={CircleCheck} /> {words.noFindings(passed)}
      </p>
    );
  }
  return (
    <>
      <Group title={words.mustFix} rows={must} tone="bad" editUrl={editUrl} />
      <Group title={words.advice} rows={advice} tone="warn" editUrl={editUrl} />
      <p className={styles.fine}>
        <Icon of={CircleCheck} /> {words.passed(passed)}
      </p>
    </>
  );
}

interface GroupProps {
  readonly title: string;
  readonly rows: readonly Row[];
  readonly tone: "bad" | "warn";
  readonly editUrl: string | undefined;
}

function Group({ title, rows, tone, editUrl }: GroupProps) {
  if (rows.length === 0) return null;
  return (
    <section aria-label={title} className={styles.findings} data-tone={tone}>
      <h3>
        <Icon of={tone === "bad" ? OctagonAlert : Info} /> {title} ({rows.length})
      </h3>
      <ul>
        {rows.map((row) => (
          <li key={row.key} className={styles.finding}>
            {editUrl ? <a href={hrefOf(editUrl, row.place)}>{row.message}</a> : <span>{row.message}</span>}
            {row.why ? <span className="hush">{row.why}</span> : null}
            {row.repair ? <span className="hush">{words.repair(row.repair)}</span> : null}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The control that mends it: in the designer, or the deputy on this page. */
function hrefOf(editUrl: string, pointer: string): string {
  return pointer === "/app/deputy" ? "#deputy" : `${editUrl}#${pointer}`;
}

const fromFinding = (finding: Finding, index: number): Row => ({
  key: `${finding.policy}${finding.where.pointer}${index}`,
  must: finding.severity === "must_fix",
  message: finding.message,
  why: finding.why,
  repair: finding.repair?.label ?? null,
  place: finding.where.pointer,
});

const fromProblem = (problem: Problem, index: number): Row => ({
  key: `${problem.code}${index}`,
  must: problem.severity === "error",
  message: problem.message,
  why: "",
  repair: null,
  place: problem.pointer,
});
