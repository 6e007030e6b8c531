import { useMutation, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { get, Problem, post } from "@/api/client";
import { ChangeList } from "@/features/checks/ChangeList";
import { Findings } from "@/features/checks/Findings";
import { PlanBox } from "@/features/checks/PlanBox";
import { TierBox } from "@/features/checks/TierBox";
import type { SubmissionPreview } from "@/features/checks/types";
import { Loaded } from "@/features/Loaded";
import type { PageData } from "@/page";
import { Shell } from "@/shell";
import { Banner, Button, ButtonLink, TextArea } from "@/ui";
import { Deputy } from "./Deputy";
import styles from "./submit.module.css";
import { words } from "./words";

interface SubmitData {
  readonly app_id: string;
  readonly app: { readonly title: string };
}

/** S11: change summary, risk tier with reasons and route, checks; then freeze and hand over. */
export default function Submit({ page }: { readonly page: PageData<SubmitData> }) {
  const id = page.data.app_id;
  const query = useQuery({
    queryKey: ["submission-preview", id],
    queryFn: ({ signal }) => get<SubmissionPreview>(`/api/apps/${id}/submission-preview`, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const form = `/apps/${id}/form/`;
  return (
    <Shell
      page={page}
      title={words.title}
      lead={words.lead}
      area="apps"
      crumbs={[
        { label: words.apps, href: "/apps/" },
        { label: page.data.app.title, href: form },
      ]}
    >
      <Loaded query={query} lines={10}>
        {(preview) => (
          <Handover preview={preview} appId={id} formUrl={form} onReload={() => query.refetch()} />
        )}
      </Loaded>
    </Shell>
  );
}

interface HandoverProps {
  readonly preview: SubmissionPreview;
  readonly appId: string;
  readonly formUrl: string;
  readonly onReload: () => Promise<unknown>;
}

function Handover({ preview, appId, formUrl, onReload }: HandoverProps) {
  const [summary, setSummary] = useState(preview.summary);
  const [isMoving, setMoving] = useState(false);
  const submit = useMutation({
    mutationFn: () =>
      post<{ id: string }>(`/api/apps/${appId}/submissions`, { revision: preview.revision, summary }),
    onSuccess: (submission) => window.location.assign(`/reviews/${submission.id}/`),
  });
  const go = () => {
    if (preview.can_submit && !isMoving && !submit.isPending && !submit.isSuccess) submit.mutate();
  };
  usePrimaryKey(go);
  return (
    <div className={styles.columns}>
      <div className={styles.left}>
        {preview.can_submit ? null : (
          <Banner
            tone="warn"
            title={words.blocked}
            actions={
              preview.open_submission ? (
                <ButtonLink href={`/reviews/${preview.open_submission}/`}>{words.review}</ButtonLink>
              ) : (
                <ButtonLink href={formUrl}>{words.mend}</ButtonLink>
              )
            }
          >
            {preview.why_not}
          </Banner>
        )}
        <Deputy
          appId={appId}
          onSaving={() => setMoving(true)}
          onSettled={() => void onReload().finally(() => setMoving(false))}
        />
        <TextArea
          label={words.summary}
          hint={words.summaryHint}
          rows={4}
          value={summary}
          onChange={setSummary}
        />
        <section aria-labelledby="checks">
          <h2 id="checks">{words.checks}</h2>
          <Findings
            findings={preview.findings}
            problems={preview.problems}
            passed={preview.passed}
            editUrl={formUrl}
          />
        </section>
        <section aria-labelledby="changes">
          <h2 id="changes">{isFirst(preview) ? words.first : words.changes}</h2>
          <ChangeList changes={preview.changes} />
        </section>
        {preview.plan ? <PlanBox plan={preview.plan} /> : null}
      </div>
      <aside className={styles.right}>
        {preview.tier ? <TierBox tier={preview.tier} /> : null}
        {submit.isError ? <Refused error={submit.error} onReload={() => void onReload()} /> : null}
        <Button
          variant="primary"
          wide
          busy={isMoving || submit.isPending || submit.isSuccess}
          {...(preview.can_submit ? {} : { unavailable: preview.why_not ?? words.blocked })}
          onPress={go}
        >
          {preview.tier?.tier === 0 ? words.publish : words.submit}
        </Button>
      </aside>
    </div>
  );
}

/** Against nothing, the app itself is what was added. */
const isFirst = ({ changes }: SubmissionPreview): boolean =>
  changes.some((change) => change.object_id === "app" && change.kind === "added");

function Refused({ error, onReload }: { readonly error: Error; readonly onReload: () => void }) {
  const moved = error instanceof Problem && error.status === 409;
  return (
    <Banner
      tone="bad"
      title={words.failed}
      alert
      actions={moved ? <Button onPress={onReload}>{words.reload}</Button> : null}
    >
      {error.message}
    </Banner>
  );
}

/** Ctrl+Enter is the primary action of every screen. */
function usePrimaryKey(act: () => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) act();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [act]);
}
