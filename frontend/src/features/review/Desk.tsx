import { useRef, useState } from "react";
import { ChangeList } from "@/features/checks/ChangeList";
import { Findings } from "@/features/checks/Findings";
import { PlanBox } from "@/features/checks/PlanBox";
import { TierBox } from "@/features/checks/TierBox";
import type { Change, Review } from "@/features/checks/types";
import { Switch, toast } from "@/ui";
import { CheckRuns } from "./CheckRuns";
import { Comparison } from "./Comparison";
import { Details } from "./Details";
import { FinishDialog } from "./FinishDialog";
import { RouteState } from "./RouteState";
import styles from "./review.module.css";
import { commentCounts } from "./standing";
import { Toolbar } from "./Toolbar";
import { useDesk } from "./useDesk";
import { useDeskKeys } from "./useDeskKeys";
import { words } from "./words";

export interface DeskProps {
  readonly review: Review;
  readonly changes: readonly Change[];
  /** Who looks at it. */
  readonly me: string | null;
}

/** Changes left, comparison in the middle, details right; the decision above. */
export function Desk({ review, changes, me }: DeskProps) {
  const comments = commentCounts(review);
  const [onlyCommented, setOnlyCommented] = useState(false);
  const isNarrowed = onlyCommented && comments.size > 0;
  const shown = isNarrowed ? changes.filter((change) => comments.has(change.hash)) : changes;
  const desk = useDesk(review, shown);
  const [finishing, setFinishing] = useState(false);
  const [flipped, setFlipped] = useState(false);
  const commentBox = useRef<HTMLTextAreaElement>(null);
  const viewed = changes.filter((change) => desk.viewed.has(change.hash)).length;
  useDeskKeys({
    onStep: desk.step,
    onViewed: () => desk.selected && desk.toggleViewed(desk.selected),
    onComment: () => commentBox.current?.focus(),
    onFlip: setFlipped,
    onFinish: () => review.can.approve && setFinishing(true),
  });
  return (
    <>
      <Toolbar
        review={review}
        me={me}
        viewed={viewed}
        onFinish={() => setFinishing(true)}
        onWithdraw={() => desk.withdraw.mutate()}
      />
      <div className={styles.desk}>
        <section className={styles.changes} aria-labelledby="review-changes">
          <h2 id="review-changes">{words.changes}</h2>
          {comments.size > 0 ? (
            <Switch isSelected={isNarrowed} onChange={setOnlyCommented}>
              {words.onlyCommented(comments.size)}
            </Switch>
          ) : null}
          <ChangeList
            changes={shown}
            comments={comments}
            selected={desk.selected?.hash}
            viewed={desk.viewed}
            onSelect={desk.select}
          />
        </section>
        <section className={styles.comparison} aria-labelledby="review-comparison">
          <h2 id="review-comparison">{words.comparison}</h2>
          <Comparison review={review} selected={desk.selected} flipped={flipped} />
        </section>
        <section className={styles.details} aria-labelledby="review-details">
          <h2 id="review-details">{words.details}</h2>
          <Details review={review} desk={desk} commentBox={commentBox} />
        </section>
      </div>
      <Facts review={review} />
      <FinishDialog
        isOpen={finishing}
        onOpenChange={setFinishing}
        decide={desk.decide}
        digest={review.version.digest}
        unviewed={changes.length - viewed}
        changes={changes.length}
        hasCommented={review.comments.some((one) => one.by.id === me && one.number === review.version.number)}
        onDone={() => toast(words.decided, null)}
      />
    </>
  );
}

/** Below the desk: what the maker says, tier and route, checks, findings, the data plan, decisions. */
function Facts({ review }: { readonly review: Review }) {
  const passed = review.checks.filter((check) => check.state === "passed").length;
  return (
    <div className={styles.facts}>
      <section aria-labelledby="maker-says">
        <h2 id="maker-says">{words.summary}</h2>
        <p className={styles.summary}>{review.summary}</p>
        <RouteState review={review} />
      </section>
      {review.tier ? <TierBox tier={review.tier} /> : null}
      <section aria-labelledby="review-checks">
        <h2 id="review-checks">{words.checks}</h2>
        <CheckRuns checks={review.checks} />
        <Findings findings={review.findings} passed={passed} />
      </section>
      <PlanBox plan={review.plan} />
    </div>
  );
}
