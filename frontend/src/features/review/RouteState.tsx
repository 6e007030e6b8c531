import type { Review } from "@/features/checks/types";
import { when } from "@/features/when";
import { words } from "./words";

/** Who must approve, who did, who is missing; and every decision so far. */
export function RouteState({ review }: { readonly review: Review }) {
  return (
    <>
      <h3>{words.who}</h3>
      <ul>
        {review.route.map((step) => (
          <li key={step.role}>
            {step.words}:{" "}
            {[
              step.given.length > 0 ? words.given(step.given.map((person) => person.name).join(", ")) : null,
              step.missing > 0 ? words.missing(step.missing) : words.complete,
            ]
              .filter(Boolean)
              .join("; ")}
          </li>
        ))}
      </ul>
      {review.decisions.length > 0 ? (
        <>
          <h3>{words.decisions}</h3>
          <ul>
            {review.decisions.map((decision) => (
              <li key={decision.by.id + decision.at}>
                {decision.by.name} {decision.decision === "approve" ? words.approved : words.requested},{" "}
                {when(decision.at)}
                {decision.comment ? `: “${decision.comment}”` : null}
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </>
  );
}
