import { type ComponentType, lazy, Suspense, useEffect, useState } from "react";
import { Problem } from "@/api/client";
import { FormArea } from "@/designer/form/FormArea";
import { followHistory } from "@/designer/frame/areas";
import { ConflictBox } from "@/designer/frame/ConflictBox";
import styles from "@/designer/frame/frame.module.css";
import { goToSpot, spotOf } from "@/designer/frame/goToObject";
import { listenToKeys } from "@/designer/frame/keys";
import { ReadOnlyBox } from "@/designer/frame/ReadOnlyBox";
import { RefusedBox } from "@/designer/frame/RefusedBox";
import { StatusBar } from "@/designer/frame/StatusBar";
import { TopBar } from "@/designer/frame/TopBar";
import { checkStore } from "@/designer/problems/checkStore";
import { ProblemsPanel } from "@/designer/problems/ProblemsPanel";
import { appOf, catalogueAnswer, draftOf, othersAfter, sendBatch } from "@/designer/store/api";
import { useDraft, useScreen, type Workbench, WorkbenchProvider } from "@/designer/store/context";
import { draftStore } from "@/designer/store/draft";
import { followOthers } from "@/designer/store/followOthers";
import { keeperOf } from "@/designer/store/keep";
import { AREAS, type Area, screenStore } from "@/designer/store/screen";
import { syncOf } from "@/designer/store/sync";
import { words } from "@/designer/words";
import { catalogueOf } from "@/document/catalogue";
import { commandContext } from "@/document/commands/context";
import { fromServer } from "@/document/history/stack";
import { unsent } from "@/document/sync/unsent";
import type { PageData } from "@/page";
import { applyTheme, readTheme } from "@/shell";
import { Banner, Button, Skeleton, ToastRegion } from "@/ui";

const DataArea = lazy(() => import("@/designer/data/DataArea"));
const ListArea = lazy(() => import("@/designer/list/ListArea"));
const RulesArea = lazy(() => import("@/designer/rules/RulesArea"));
const PreviewArea = lazy(() => import("@/designer/preview/PreviewArea"));

const SCREENS: Readonly<Record<Area, ComponentType>> = {
  data: DataArea,
  form: FormArea,
  list: ListArea,
  rules: RulesArea,
  preview: PreviewArea,
};

const POLL_MS = 4000;

export interface DesignerData {
  readonly app_id: string;
  readonly area: string;
}

/** Opens a draft: what the server has, plus what this browser still keeps of it. */
export function Designer({ page }: { readonly page: PageData<DesignerData> }) {
  const [bench, setBench] = useState<Workbench | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: an attempt is one more try at the same thing
  useEffect(() => {
    let isCurrent = true;
    open(page).then(
      (opened) => isCurrent && setBench(opened),
      (error: unknown) => isCurrent && setFailure(error instanceof Problem ? error.message : String(error)),
    );
    return () => {
      isCurrent = false;
    };
  }, [page, attempt]);
  useEffect(() => applyTheme(readTheme()), []);
  if (failure !== null) {
    return (
      <main className={styles.failed}>
        <Banner
          tone="bad"
          title={words.loadFailed}
          actions={
            <Button
              onPress={() => {
                setFailure(null);
                setAttempt(attempt + 1);
              }}
            >
              {words.retry}
            </Button>
          }
        >
          {failure}
        </Banner>
      </main>
    );
  }
  return bench ? (
    <WorkbenchProvider value={bench}>
      <Frame bench={bench} />
    </WorkbenchProvider>
  ) : (
    <main className={styles.failed} aria-busy>
      <Skeleton lines={6} />
    </main>
  );
}

async function open({ data, me }: PageData<DesignerData>): Promise<Workbench> {
  const { app_id: appId, area } = data;
  const keeper = keeperOf(me?.id ?? "", appId);
  const [answer, components, kept] = await Promise.all([draftOf(appId), catalogueAnswer(), keeper.read()]);
  const catalogue = catalogueOf(components.digest, components.components);
  const history = fromServer(answer.history);
  const pending = unsent(kept?.pending ?? [], history);
  const draft = draftStore({
    appId,
    revision: answer.revision,
    document: answer.document,
    history,
    savedAt: answer.saved_at,
    pending,
  });
  const server = {
    send: (body: Parameters<typeof sendBatch>[1]) => sendBatch(appId, body),
    draft: () => draftOf(appId),
    others: async (after: number) => {
      const found = await othersAfter(appId, after);
      return "batches" in found ? found.batches : found;
    },
  };
  const sync = syncOf(draft, server, keeper, kept && pending.length > 0 ? kept.base : null);
  const screen = screenStore(AREAS.find((one) => one === area) ?? "form");
  const checks = checkStore(appId, draft);
  const readOnly = answer.can_edit ? null : { owner: (await appOf(appId)).owner.name };
  return { appId, draft, screen, sync, checks, commands: commandContext(catalogue), readOnly };
}

function Frame({ bench }: { readonly bench: Workbench }) {
  const area = useScreen((state) => state.area);
  const areProblemsOpen = useScreen((state) => state.areProblemsOpen);
  const title = useDraft((state) => state.document.app.title);
  const Screen = SCREENS[area];
  useEffect(() => {
    document.title = words.title(words.areas[area], title);
  }, [area, title]);
  useBackground(bench);
  return (
    <div className={styles.frame}>
      <TopBar />
      <div className={styles.notices}>
        <ReadOnlyBox />
        <ConflictBox />
        <RefusedBox />
      </div>
      <main className={styles.main}>
        <Suspense fallback={<Skeleton lines={8} />}>
          <Screen />
        </Suspense>
      </main>
      {areProblemsOpen ? <ProblemsPanel /> : null}
      <StatusBar />
      <ToastRegion />
    </div>
  );
}

/** A link to one place of the draft, as the submit page has them: `#/fields/fld_amount/label`. */
function followHash(bench: Workbench): void {
  const spot = spotOf(decodeURIComponent(location.hash.slice(1)));
  if (!spot) return;
  history.replaceState(null, "", location.pathname);
  goToSpot(bench, spot);
}

/** Saving, polling, checks, keys and leaving: everything that runs beside the screen. */
function useBackground(bench: Workbench): void {
  useEffect(() => {
    const stops = [followHistory(bench), followOthers(bench), listenToKeys(bench)];
    followHash(bench);
    bench.checks.run();
    if (bench.draft.getState().pending.length > 0) void bench.sync.flush();
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") void bench.sync.poll().catch(() => undefined);
    }, POLL_MS);
    const onHide = () => void bench.sync.flush();
    const onOnline = () => void bench.sync.flush();
    addEventListener("pagehide", onHide);
    addEventListener("online", onOnline);
    return () => {
      clearInterval(timer);
      removeEventListener("pagehide", onHide);
      removeEventListener("online", onOnline);
      for (const stop of stops) stop();
    };
  }, [bench]);
}
