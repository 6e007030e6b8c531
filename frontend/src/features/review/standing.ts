/** Where a submission stands for the person who looks at it, and what was said about it. Pure. */
import type { Change, Review } from "@/features/checks/types";
import { words } from "./words";

type Decision = Review["decisions"][number];

/** The newest decision of this person about exactly the version on the screen. */
export function decisionOf(review: Review, person: string | null): Decision | undefined {
  return review.decisions.findLast((one) => one.by.id === person && one.digest === review.version.digest);
}

/** Whom an approval is missing from: "a reviewer and a data steward"; "" when nobody is known to be. */
export function waitsFor(review: Review): string {
  const missing = review.route.filter((stop) => stop.missing > 0);
  return words.list(missing.map((stop) => words.people(stop.role, stop.missing)));
}

/** Makers read what becomes of it; the decision is somebody else's. */
export const isMaker = (review: Review): boolean => review.can.withdraw && !review.can.approve;

/** The maker's turn: to correct the draft and submit again. */
export const isReturned = (review: Review): boolean =>
  review.can.withdraw && (review.state === "changes_requested" || review.state === "must_fix");

/** What a comment is pinned to: an object of the app, or the whole app, which has no id of its own. */
export function targetOf(change: Change | undefined): string {
  return !change || change.object_id === "app" ? "" : change.object_id;
}

/** How many comments each change has, by its hash; changes without one are left out. */
export function commentCounts(review: Review): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const change of review.changes) {
    const count = review.comments.filter((one) => one.target === targetOf(change)).length;
    if (count > 0) counts.set(change.hash, count);
  }
  return counts;
}

/** Comments on what is not among the changes any more: no change shows them. */
export function unseenComments(review: Review): Review["comments"] {
  const targets = new Set(review.changes.map(targetOf));
  return review.comments.filter((one) => !targets.has(one.target));
}
