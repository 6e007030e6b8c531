import { goToObject } from "@/designer/frame/goToObject";
import type { Workbench } from "@/designer/store/context";
import { announce } from "@/ui";

const last = new WeakMap<Workbench, number>();

/** Goes to the next or previous problem that names a place, and says it. */
export function nextProblem(bench: Workbench, by: 1 | -1): void {
  const issues = bench.checks.getState().issues.filter((issue) => issue.object !== null);
  if (issues.length === 0) return;
  const before = last.get(bench) ?? (by > 0 ? -1 : 0);
  const at = (before + by + issues.length) % issues.length;
  last.set(bench, at);
  const issue = issues[at];
  if (!issue?.object) return;
  bench.screen.setState({ areProblemsOpen: true });
  goToObject(bench, issue.object);
  announce(issue.message, "assertive");
}
