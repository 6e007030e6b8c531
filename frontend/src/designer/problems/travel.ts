import { goToObject, goToSpot, spotOf } from "@/designer/frame/goToObject";
import type { Workbench } from "@/designer/store/context";
import { announce } from "@/ui";
import type { Issue } from "./checkStore";

const DEPUTY = "/app/deputy";
const last = new WeakMap<Workbench, number>();

/** Whether there is a place where an issue can be mended. */
export function hasPlace(issue: Issue): boolean {
  return issue.object !== null || issue.pointer === DEPUTY;
}

/** Goes where an issue is mended, down to the control. The deputy is chosen where the app is handed over. */
export function goToIssue(bench: Workbench, issue: Issue): void {
  if (issue.pointer === DEPUTY) {
    void bench.sync.flush().then(() => location.assign(`/apps/${bench.appId}/submit/#deputy`));
    return;
  }
  const spot = spotOf(issue.pointer);
  if (spot && spot.object === issue.object) goToSpot(bench, spot);
  else if (issue.object) goToObject(bench, issue.object);
}

/** Goes to the next or previous problem that names a place in the draft, and says it. */
export function nextProblem(bench: Workbench, by: 1 | -1): void {
  const issues = bench.checks.getState().issues.filter((issue) => issue.object !== null);
  if (issues.length === 0) return;
  const before = last.get(bench) ?? (by > 0 ? -1 : 0);
  const at = (before + by + issues.length) % issues.length;
  last.set(bench, at);
  const issue = issues[at];
  if (!issue) return;
  bench.screen.setState({ areProblemsOpen: true });
  goToIssue(bench, issue);
  announce(issue.message, "assertive");
}
