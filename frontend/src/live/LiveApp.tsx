import { lazy, Suspense } from "react";
import type { PageData } from "@/page";
import { type PageSpec, pageOf } from "@/renderer";
import { EmptyState, Skeleton } from "@/ui/Placeholder";
import { FormScreen } from "./FormScreen";
import { Frame, PageHead } from "./Frame";
import styles from "./live.module.css";
import { type LiveData, pageHref, timeText } from "./page";
import { words } from "./words";

const ListScreen = lazy(() => import("./ListScreen"));
const RecordScreen = lazy(() => import("./RecordScreen"));

export interface ScreenProps {
  readonly data: LiveData;
  readonly me: PageData<LiveData>["me"];
  readonly page: PageSpec;
}

/** One page of a live app. */
export function LiveApp({ data, me }: PageData<LiveData>) {
  const page = data.page === null ? undefined : pageOf(data.artefact, data.page);
  const isWide = page?.kind === "list" || page?.kind === "dashboard";
  return (
    <Frame data={data} me={me} wide={isWide}>
      {page ? (
        <Suspense fallback={<Waiting title={page.title} />}>
          <Screen data={data} me={me} page={page} />
        </Suspense>
      ) : (
        <Home data={data} />
      )}
    </Frame>
  );
}

function Screen(props: ScreenProps) {
  switch (props.page.kind) {
    case "form":
      return <FormScreen {...props} />;
    case "record":
      return <RecordScreen {...props} />;
    default:
      return <ListScreen {...props} />;
  }
}

function Waiting({ title }: { readonly title: string }) {
  return (
    <div aria-busy="true">
      <PageHead title={title} />
      <Skeleton lines={6} />
    </div>
  );
}

const GROUPS = [
  { kind: "form", title: words.fillIn },
  { kind: "list", title: words.lookUp },
  { kind: "dashboard", title: words.figures },
] as const;

/** The home of an app: the pages this person may use, by what they are for. */
function Home({ data }: { readonly data: LiveData }) {
  const { pages, app } = data.artefact;
  const groups = GROUPS.map((group) => ({
    ...group,
    pages: pages.filter((page) => page.kind === group.kind),
  }));
  const isEmpty = groups.every((group) => group.pages.length === 0);
  return (
    <>
      <PageHead title={data.app.title} intro={app.summary} />
      {isEmpty ? <EmptyState title={words.nothingHere} /> : null}
      {groups
        .filter((group) => group.pages.length > 0)
        .map((group) => (
          <section key={group.kind} className={styles.group}>
            <h2>{group.title}</h2>
            <ul className={styles.links}>
              {group.pages.map((page) => (
                <li key={page.key}>
                  <a href={pageHref(data, page)}>
                    <span className={styles["link-title"]}>{page.title}</span>
                    {data.begun?.[page.key] ? (
                      <strong>{words.goOn(timeText(data.begun[page.key] ?? ""))}</strong>
                    ) : null}
                    {page.intro ? <span className={styles["link-note"]}>{page.intro}</span> : null}
                  </a>
                </li>
              ))}
            </ul>
          </section>
        ))}
    </>
  );
}
