import { useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { get } from "@/api/client";
import { ChangeList } from "@/features/checks/ChangeList";
import { Findings } from "@/features/checks/Findings";
import { PlanBox } from "@/features/checks/PlanBox";
import { TierBox } from "@/features/checks/TierBox";
import type { Change, Review } from "@/features/checks/types";
import { Banner, Button, ButtonLink, toast } from "@/ui";
import { CheckRuns } from "./CheckRuns";
import { Comparison } from "./Comparison";
import { Details } from "./Details";
import { FinishDialog } from "./FinishDialog";
import { RouteState } from "./RouteState";
import styles from "./review.module.css";
import { useDesk } from "./useDesk";
import { useDeskKeys } from "./useDeskKeys";
import { words } from "./words";

export interface DeskProps {
  readonly review: Review;
  readonly changes: readonly Change[];
}

/** Changes left, comparison in the middle, details right; the decision above. */
export function Desk({ review, changes }: DeskProps) {
  const desk = useDesk(review, changes);
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
        viewed={viewed}
        onFinish={() => setFinishing(true)}
        onWithdraw={() => desk.withdraw.mutate()}
      />
      <div className={styles.desk}>
        <section className={styles.changes} aria-labelledby="review-changes">
          <h2 id="review-changes">{words.changes}</h2>
          <ChangeList
            changes={changes}
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
        onDone={() => toast(words.decided, null)}
      />
    </>
  );
}

/** States in which there is nothing left to decide. */
const SETTLED: ReadonlySet<string> = new Set(["approved", "withdrawn", "superseded", "changes_requested"]);

interface ToolbarProps {
  readonly review: Review;
  readonly viewed: number;
  readonly onFinish: () => void;
  readonly onWithdraw: () => void;
}

function Toolbar({ review, viewed, onFinish, onWithdraw }: ToolbarProps) {
  const whyNot = review.can.why_not;
  return (
    <>
      <div className={styles.toolbar}>
        <span className="num">{words.viewed(viewed, review.changes.length)}</span>
        {review.tier ? <span>{words.tier(review.tier.tier)}</span> : null}
        <span className="mono hush" title={review.version.digest}>
          {review.version.digest.slice(0, 8)}
        </span>
        <span className={styles.gap} />
        <DeploymentLink review={review} />
        {isReturned(review) ? (
          <ButtonLink variant="primary" href={`/apps/${review.app.id}/form/`}>
            {words.edit}
          </ButtonLink>
        ) : null}
        {review.can.withdraw ? <Button onPress={onWithdraw}>{words.withdraw}</Button> : null}
        {SETTLED.has(review.state) ? null : (
          <Button
            variant="primary"
            {...(review.can.approve ? {} : { unavailable: whyNot ?? words.whyNot })}
            onPress={onFinish}
          >
            {words.finish}
          </Button>
        )}
      </div>
      {review.state === "waiting" && !review.can.approve && whyNot ? (
        <Banner tone="info" title={words.whyNot}>
          {whyNot}
        </Banner>
      ) : null}
      {isReturned(review) ? <Returned review={review} /> : null}
      <p className={styles.keys}>{words.keys}</p>
    </>
  );
}

/** The maker's turn: to correct the draft and submit again. */
const isReturned = (review: Review): boolean =>
  review.can.withdraw && (review.state === "changes_requested" || review.state === "must_fix");

/** What the maker is asked for, where it cannot be missed. */
function Returned({ review }: { readonly review: Review }) {
  const asked = review.decisions.filter((one) => one.decision === "request_changes");
  const notes = asked.map((one) => `${one.by.name}: “${one.comment}”`);
  return (
    <Banner tone="warn" title={words.returned}>
      {[...notes, words.returnedMore].join(" ")}
    </Banner>
  );
}

const POLL_MS = 1_500;

/** Once approved, the release starts by itself; the link appears when it does. */
function DeploymentLink({ review }: { readonly review: Review }) {
  const { digest } = review.version;
  const query = useQuery({
    queryKey: ["releases", review.app.id, review.state],
    queryFn: ({ signal }) =>
      get<{ releases: readonly { id: string; digest: string }[] }>(
        `/api/apps/${review.app.id}/releases`,
        signal,
      ),
    enabled: review.state === "approved",
    refetchInterval: ({ state }) =>
      state.data?.releases.some((row) => row.digest === digest) ? false : POLL_MS,
  });
  const release = query.data?.releases.find((row) => row.digest === digest);
  return release ? <ButtonLink href={`/releases/${release.id}/`}>{words.release}</ButtonLink> : null;
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
