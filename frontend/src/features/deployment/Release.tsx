import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { get, post } from "@/api/client";
import { Loaded } from "@/features/Loaded";
import type { PageData } from "@/page";
import { Shell } from "@/shell";
import { announce, Banner, Button, ButtonLink, Dialog, DialogFoot, StateBadge } from "@/ui";
import { ReleaseList } from "./ReleaseList";
import styles from "./release.module.css";
import { Steps } from "./Steps";
import type { ReleaseDetail, ReleaseRow } from "./types";
import { words } from "./words";

interface ReleaseData {
  readonly release_id: string;
}

const POLL_MS = 1_000;
const moving = (state: string): boolean => state === "queued" || state === "running";

/** S13: the deployment step by step, and moving the pointer back or forward. A reload restores the view. */
export default function Release({ page }: { readonly page: PageData<ReleaseData> }) {
  const id = page.data.release_id;
  const query = useQuery({
    queryKey: ["release", id],
    queryFn: ({ signal }) => get<ReleaseDetail>(`/api/releases/${id}`, signal),
    refetchInterval: ({ state }) => (state.data && !moving(state.data.state) ? false : POLL_MS),
  });
  const title = query.data ? titleOf(query.data) : words.steps;
  return (
    <Shell page={page} title={title} area="apps" crumbs={[{ label: words.apps, href: "/apps/" }]}>
      <Loaded query={query}>{(release) => <Progress release={release} />}</Loaded>
    </Shell>
  );
}

function titleOf(release: ReleaseDetail): string {
  if (release.digest === release.live_digest) return words.live(release.number);
  if (release.state === "failed") return words.failed(release.number);
  return moving(release.state) ? words.title(release.number) : words.earlier(release.number);
}

function Progress({ release }: { readonly release: ReleaseDetail }) {
  const appId = release.app.id;
  const releases = useQuery({
    queryKey: ["releases", appId, release.state, release.live_digest],
    queryFn: ({ signal }) => get<{ releases: readonly ReleaseRow[] }>(`/api/apps/${appId}/releases`, signal),
  });
  useStepAnnouncements(release);
  const rows = releases.data?.releases ?? [];
  const live = rows.find((row) => row.digest === release.live_digest);
  const isLive = release.digest === release.live_digest;
  return (
    <div className={styles.columns}>
      <div className={styles.left}>
        <p className={styles.state}>
          <StateBadge state={isLive ? "live" : release.state === "failed" ? "drifted" : "review"}>
            {isLive ? words.states.live : (words.states[release.state] ?? release.state)}
          </StateBadge>
          <span>{release.app.title}</span>
          <span className="mono hush">{release.digest.slice(0, 8)}</span>
        </p>
        {moving(release.state) ? <p className="hush">{words.leave}</p> : null}
        {release.error ? (
          <Banner tone="bad" title={words.failed(release.number)} alert>
            {release.error.message} {live ? words.oldServes(live.number) : words.notLiveYet}
          </Banner>
        ) : null}
        <Steps steps={release.steps} />
        <div className={styles.actions}>
          {isLive && release.live_url ? (
            <ButtonLink variant="primary" href={release.live_url}>
              {words.open}
            </ButtonLink>
          ) : null}
          {release.can.activate && !isLive ? (
            <Move
              target={release}
              shown={release.id}
              words={words.activate(release.number)}
              effects={release.effects.activate}
            />
          ) : null}
          {isLive && release.can.roll_back && release.previous ? (
            <Move
              target={release.previous}
              shown={release.id}
              words={words.rollBack(release.previous.number)}
              effects={release.effects.roll_back}
            />
          ) : null}
          {release.can.retry ? <Retry release={release} /> : null}
        </div>
      </div>
      <ReleaseList rows={rows} current={release.id} liveDigest={release.live_digest} />
    </div>
  );
}

interface MoveProps {
  /** The release that becomes the live one. */
  readonly target: ReleaseRow;
  /** The release on the screen, to be loaded anew afterwards. */
  readonly shown: string;
  readonly words: string;
  /** What people will no longer see, or see again; a sentence each. */
  readonly effects: readonly string[];
}

/** Moves the pointer, back or forward, after saying what that means. */
function Move({ target, shown, words: label, effects }: MoveProps) {
  const [open, setOpen] = useState(false);
  const cache = useQueryClient();
  const move = useMutation({
    mutationFn: () => post(`/api/releases/${target.id}/activate`, {}),
    onSuccess: async () => {
      // What was left is not the page to stay on: the one that is live now says so and opens the app.
      if (target.id !== shown) return window.location.assign(`/releases/${target.id}/`);
      await cache.invalidateQueries({ queryKey: ["release", shown] });
      announce(words.moved(target.number), "polite");
      setOpen(false);
    },
  });
  return (
    <>
      <Button onPress={() => setOpen(true)}>{label}</Button>
      <Dialog title={words.ask(label)} isOpen={open} onOpenChange={setOpen}>
        <p>{words.confirmText}</p>
        {effects.length > 0 ? (
          <ul className={styles.effects}>
            {effects.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        ) : null}
        {move.isError ? <Banner tone="bad" title={move.error.message} alert /> : null}
        <DialogFoot>
          <Button onPress={() => setOpen(false)}>{words.cancel}</Button>
          <Button variant="primary" busy={move.isPending} onPress={() => move.mutate()}>
            {label}
          </Button>
        </DialogFoot>
      </Dialog>
    </>
  );
}

function Retry({ release }: { readonly release: ReleaseDetail }) {
  const cache = useQueryClient();
  const retry = useMutation({
    mutationFn: () => post(`/api/releases/${release.id}/retry`, {}),
    onSuccess: () => cache.invalidateQueries({ queryKey: ["release", release.id] }),
  });
  return (
    <>
      <Button variant="primary" busy={retry.isPending} onPress={() => retry.mutate()}>
        {words.retry}
      </Button>
      {retry.isError ? <Banner tone="bad" title={retry.error.message} alert /> : null}
    </>
  );
}

/** Says each step once, when its state changes; what was so at loading is not news. */
function useStepAnnouncements(release: ReleaseDetail): void {
  const said = useRef<string | null>(null);
  useEffect(() => {
    const now = release.steps.find((step) => step.state === "running") ?? release.steps.at(-1);
    const text = now ? `${now.title}: ${words.stepStates[now.state]}` : "";
    if (said.current !== null && said.current !== text) announce(text, "polite");
    said.current = text;
  }, [release]);
}
