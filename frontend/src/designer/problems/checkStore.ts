/** The server's last check of the draft: problems of the language and findings of the policies, in one list. */
import { createStore, type StoreApi } from "zustand/vanilla";
import { type CheckAnswer, type CheckRepair, checkOf } from "@/designer/store/api";
import type { DraftStore } from "@/designer/store/draft";
import { words } from "@/designer/words";
import { announce } from "@/ui";

export interface Issue {
  readonly key: string;
  readonly severity: "must_fix" | "advice";
  readonly message: string;
  readonly why: string;
  readonly object: string | null;
  /** JSON pointer to the property that mends it. */
  readonly pointer: string;
  readonly place: string | null;
  readonly repair: CheckRepair | null;
}

export interface CheckState {
  readonly isRunning: boolean;
  readonly failed: boolean;
  readonly issues: readonly Issue[];
  readonly passed: number;
  readonly tier: CheckAnswer["tier"];
}

export type CheckStore = StoreApi<CheckState> & { readonly run: () => void; readonly stop: () => void };

/** Runs after each save; one request at a time, the last state wins. */
export function checkStore(appId: string, draft: DraftStore): CheckStore {
  const store = createStore<CheckState>(() => ({
    isRunning: false,
    failed: false,
    issues: [],
    passed: 0,
    tier: null,
  }));
  let isBusy = false;
  let again = false;
  const run = () => {
    if (isBusy) {
      again = true;
      return;
    }
    isBusy = true;
    store.setState({ isRunning: true });
    checkOf(appId)
      .then((answer) => {
        const before = mustFix(store.getState().issues);
        const issues = issuesOf(answer);
        store.setState({ issues, passed: answer.passed, tier: answer.tier, failed: false });
        const now = mustFix(issues);
        if (before !== now) announce(words.problems.mustFixChanged(now));
      })
      .catch(() => store.setState({ failed: true }))
      .finally(() => {
        isBusy = false;
        store.setState({ isRunning: false });
        if (again) {
          again = false;
          run();
        }
      });
  };
  const unsubscribe = draft.subscribe((state, before) => {
    if (state.saves !== before.saves && state.pending.length === 0) run();
  });
  return Object.assign(store, { run, stop: unsubscribe });
}

const mustFix = (issues: readonly Issue[]) => issues.filter((issue) => issue.severity === "must_fix").length;

export function issuesOf(answer: CheckAnswer): Issue[] {
  const problems = answer.problems.map(
    (problem, index): Issue => ({
      key: `p${index}-${problem.code}-${problem.pointer}`,
      severity: problem.severity === "error" ? "must_fix" : "advice",
      message: problem.message,
      why: "",
      object: problem.object_id,
      pointer: problem.pointer,
      place: null,
      repair: problem.repair,
    }),
  );
  const findings = answer.findings.map(
    (finding, index): Issue => ({
      key: `f${index}-${finding.policy}`,
      severity: finding.severity,
      message: finding.message,
      why: finding.why,
      object: finding.where?.object_id ?? null,
      pointer: finding.where?.pointer ?? "",
      place: finding.where?.label ?? null,
      repair: finding.repair,
    }),
  );
  const all = [...problems, ...findings];
  return [
    ...all.filter((one) => one.severity === "must_fix"),
    ...all.filter((one) => one.severity === "advice"),
  ];
}
