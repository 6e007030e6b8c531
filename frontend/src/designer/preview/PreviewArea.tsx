import RotateCcw from "lucide-react/icons/rotate-ccw";
import { useEffect, useMemo, useState } from "react";
import { Problem } from "@/api/client";
import frame from "@/designer/frame/frame.module.css";
import { compiledOf } from "@/designer/store/api";
import { useDraft, useWorkbench } from "@/designer/store/context";
import { words } from "@/designer/words";
import { sortedIds } from "@/document/tree/bySort";
import {
  type Artefact,
  createFormStore,
  entityOf,
  FormFlow,
  pageOf,
  Render,
  sampleServices,
  sampleValues,
} from "@/renderer";
import { applyTheme, readTheme } from "@/shell";
import { Banner, Button, Select, Skeleton, Switch } from "@/ui";
import styles from "./preview.module.css";

const WIDTHS = [360, 768, 1280] as const;

interface Granted {
  readonly roles?: readonly { readonly key: string; readonly label: string; readonly audience: string }[];
  readonly grants?: readonly {
    readonly role: string;
    readonly entity: string;
    readonly create: boolean;
    readonly read: string;
  }[];
}

/** What the server compiled, in the real renderer, with answers that go nowhere. */
export default function PreviewArea() {
  const { artefact, failure } = useCompiled();
  const pending = useDraft((state) => state.pending.length);
  const firstForm = useDraft((state) => {
    const id = sortedIds(state.document.pages, (page) => page.kind === "form")[0];
    return id ? (state.document.pages[id]?.key ?? "") : "";
  });
  const [pageKey, setPageKey] = useState("");
  const [role, setRole] = useState("");
  const [data, setData] = useState<"empty" | "sample">("empty");
  const [width, setWidth] = useState<number>(360);
  const [isDark, setDark] = useState(startsDark);
  usePreviewTheme(isDark);
  const [round, setRound] = useState(0);
  const key = artefact && pageOf(artefact, pageKey) ? pageKey : firstForm || (artefact?.pages[0]?.key ?? "");
  const services = useMemo(() => (artefact ? servicesFor(artefact, data) : null), [artefact, data]);
  const access = artefact as (Artefact & Granted) | null;
  const isAllowed = access ? mayOpen(access, key, role) : true;
  return (
    <div className={styles.area}>
      <section className={styles.bar} aria-label={words.preview.bar} data-region tabIndex={-1}>
        <h1 className={frame.h1} tabIndex={-1}>
          {words.preview.title}
        </h1>
        <Select
          label={words.preview.page}
          options={(artefact?.pages ?? []).map((page) => ({ id: page.key, label: page.title }))}
          value={key}
          onChange={setPageKey}
        />
        <Select
          label={words.preview.role}
          options={[
            { id: "", label: words.preview.everything },
            ...(access?.roles ?? []).map((one) => ({ id: one.key, label: one.label })),
          ]}
          value={role}
          onChange={setRole}
        />
        <Select
          label={words.preview.data}
          options={[
            { id: "empty", label: words.preview.dataEmpty },
            { id: "sample", label: words.preview.dataSample },
          ]}
          value={data}
          onChange={(next) => setData(next === "sample" ? "sample" : "empty")}
        />
        <Select
          label={words.preview.width}
          options={WIDTHS.map((one) => ({ id: String(one), label: `${one} px` }))}
          value={String(width)}
          onChange={(next) => setWidth(Number(next))}
        />
        <Switch isSelected={isDark} onChange={setDark}>
          {words.preview.dark}
        </Switch>
        <Button icon={RotateCcw} onPress={() => setRound(round + 1)}>
          {words.preview.reset}
        </Button>
      </section>
      <section className={styles.stage} aria-label={words.preview.frame} data-region tabIndex={-1}>
        <p className={styles.note}>{pending > 0 ? words.preview.behind : words.preview.note}</p>
        {failure ? (
          <Banner tone="bad" title={words.preview.failed}>
            {failure}
          </Banner>
        ) : null}
        {!artefact && !failure ? <Skeleton lines={6} /> : null}
        {artefact && services && isAllowed ? (
          <div key={`${key}-${data}-${round}`} className={styles.sheet} data-width={width}>
            <Shown artefact={artefact} pageKey={key} isSample={data === "sample"} services={services} />
          </div>
        ) : null}
        {artefact && !isAllowed ? (
          <Banner
            tone="info"
            title={words.preview.hiddenFor(access?.roles?.find((one) => one.key === role)?.label ?? role)}
          />
        ) : null}
      </section>
    </div>
  );
}

interface ShownProps {
  readonly artefact: Artefact;
  readonly pageKey: string;
  readonly isSample: boolean;
  readonly services: ReturnType<typeof sampleServices>;
}

/** A form is walked through as it will be; sending ends in a sentence instead of a record. */
function Shown({ artefact, pageKey, isSample, services }: ShownProps) {
  const page = pageOf(artefact, pageKey);
  const entity = page ? entityOf(artefact, page.entity) : null;
  const [isSent, setSent] = useState(false);
  const store = useMemo(
    () =>
      page?.kind === "form"
        ? createFormStore({ artefact, page, ...(isSample && entity ? { values: sampleValues(entity) } : {}) })
        : null,
    [artefact, page, entity, isSample],
  );
  if (isSent) return <Banner tone="ok" title={words.preview.sent} />;
  return (
    <>
      <h2 className={styles.title}>{page?.title}</h2>
      {page?.intro ? <p className={styles.intro}>{page.intro}</p> : null}
      {store ? (
        <FormFlow
          artefact={artefact}
          store={store}
          mode="preview"
          services={services}
          onSend={async () => {
            setSent(true);
            return { state: "sent" };
          }}
        />
      ) : (
        <Render artefact={artefact} pageKey={pageKey} mode="preview" services={services} />
      )}
    </>
  );
}

/** Shows light or dark while the preview is open, and puts the person's own choice back after. */
function usePreviewTheme(isDark: boolean): void {
  useEffect(() => {
    document.documentElement.dataset.theme = isDark ? "dark" : "light";
    return () => applyTheme(readTheme());
  }, [isDark]);
}

function startsDark(): boolean {
  const { theme } = document.documentElement.dataset;
  return theme ? theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}

/** The compiled draft, again after each save. */
function useCompiled(): { artefact: Artefact | null; failure: string | null } {
  const { appId } = useWorkbench();
  const saves = useDraft((state) => state.saves);
  const [answer, setAnswer] = useState<{ artefact: Artefact | null; failure: string | null }>({
    artefact: null,
    failure: null,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: each save may compile to something else
  useEffect(() => {
    let isCurrent = true;
    compiledOf(appId).then(
      (found) => {
        if (!isCurrent) return;
        const artefact = found.artefact as Artefact | null;
        setAnswer({
          artefact,
          failure: artefact ? null : (found.problems[0]?.message ?? words.preview.invalid),
        });
      },
      (error: unknown) => {
        if (isCurrent && error instanceof Problem)
          setAnswer((before) => ({ ...before, failure: error.message }));
      },
    );
    return () => {
      isCurrent = false;
    };
  }, [appId, saves]);
  return answer;
}

function servicesFor(artefact: Artefact, data: "empty" | "sample") {
  const samples = sampleServices(artefact);
  if (data === "sample") return samples;
  const nothing = { results: [], next: null, previous: null, count: { value: 0, exact: true } };
  return {
    ...samples,
    list: async () => nothing,
    figure: async () => ({ value: 0, exact: true, amounts: [] }),
  };
}

/** Whether a role opens a page: adding needs the right to create, lists and records the right to read. */
function mayOpen(artefact: Artefact & Granted, key: string, role: string): boolean {
  if (role === "") return true;
  const page = pageOf(artefact, key);
  const grant = artefact.grants?.find((one) => one.role === role && one.entity === page?.entity);
  if (!page?.entity) return true;
  return page.kind === "form" ? Boolean(grant?.create) : grant !== undefined && grant.read !== "none";
}
