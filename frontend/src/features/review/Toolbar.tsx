import { useQuery } from "@tanstack/react-query";
import { get } from "@/api/client";
import type { Review } from "@/features/checks/types";
import { Banner, Button, ButtonLink } from "@/ui";
import styles from "./review.module.css";
import { Said } from "./Said";
import { decisionOf, isMaker, isReturned, waitsFor } from "./standing";
import { words } from "./words";

export interface ToolbarProps {
  readonly review: Review;
  /** Who looks at it. */
  readonly me: string | null;
  readonly viewed: number;
  readonly onFinish: () => void;
  readonly onWithdraw: () => void;
}

/** How far the reader is, what they may do, and what it waits for. */
export function Toolbar({ review, me, viewed, onFinish, onWithdraw }: ToolbarProps) {
  return (
    <>
      <div className={styles.toolbar}>
        {isMaker(review) ? null : <span className="num">{words.viewed(viewed, review.changes.length)}</span>}
        {review.tier ? <span>{words.tier(review.tier.tier)}</span> : null}
        <span className="hush" title={words.fingerprintWhy(review.version.digest)}>
          {words.fingerprint(review.version.digest)}
        </span>
        <span className={styles.gap} />
        <DeploymentLink review={review} />
        {isReturned(review) ? (
          <ButtonLink variant="primary" href={`/apps/${review.app.id}/form/`}>
            {words.edit}
          </ButtonLink>
        ) : null}
        {review.can.withdraw ? <Button onPress={onWithdraw}>{words.withdraw}</Button> : null}
        <Finish review={review} me={me} onFinish={onFinish} />
      </div>
      <div className={styles.standing}>
        <Standing review={review} me={me} onFinish={onFinish} />
        <Said review={review} />
      </div>
      {review.can.approve ? <p className={styles.keys}>{words.keys}</p> : null}
    </>
  );
}

/** States in which there is nothing left to decide. */
const SETTLED: ReadonlySet<string> = new Set(["approved", "withdrawn", "superseded", "changes_requested"]);

type DecidingProps = Pick<ToolbarProps, "review" | "me" | "onFinish">;

/** Gone for who has decided, and for makers, who never do. */
function Finish({ review, me, onFinish }: DecidingProps) {
  if (SETTLED.has(review.state) || isMaker(review) || decisionOf(review, me)) return null;
  return (
    <Button
      variant="primary"
      {...(review.can.approve ? {} : { unavailable: review.can.why_not ?? words.whyNot })}
      onPress={onFinish}
    >
      {words.finish}
    </Button>
  );
}

/** Whose turn it is, for the maker, for who approved, and for who may only read. */
function Standing({ review, me, onFinish }: DecidingProps) {
  const isChecking = review.state === "checking";
  if (review.state !== "waiting" && !isChecking) return null;
  if (isMaker(review)) {
    return (
      <Banner tone="ok" title={words.handedOver}>
        {isChecking ? words.checksFirst : words.decidesNext(waitsFor(review))}
      </Banner>
    );
  }
  if (isChecking) return null;
  if (decisionOf(review, me)?.decision === "approve") {
    const again = <Button onPress={onFinish}>{words.decideAgain}</Button>;
    return (
      <Banner tone="ok" title={words.youApproved} actions={review.can.approve ? again : null}>
        {words.waitsNext(waitsFor(review))}
      </Banner>
    );
  }
  return review.can.approve || !review.can.why_not ? null : (
    <Banner tone="info" title={words.whyNot}>
      {review.can.why_not}
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
