import { useQuery } from "@tanstack/react-query";
import Plus from "lucide-react/icons/plus";
import { get } from "@/api/client";
import type { Schemas } from "@/api/types";
import { Loaded } from "@/features/Loaded";
import { when, whenFull } from "@/features/when";
import type { PageData } from "@/page";
import { Shell } from "@/shell";
import { ButtonLink, EmptyState } from "@/ui";
import styles from "./home.module.css";
import { News, Saved } from "./News";
import { offersFor } from "./offers";
import { UsedApps } from "./UsedApps";
import { words } from "./words";

type Waiting = Schemas["WaitingOut"];
type HomeData = Schemas["HomeOut"];

/** S1: what this person began and what waits for them, what became of their apps, and the apps they use. */
export default function Home({ page }: { readonly page: PageData<unknown> }) {
  const query = useQuery({ queryKey: ["home"], queryFn: ({ signal }) => get<HomeData>("/api/home", signal) });
  const mayStart = page.me?.roles.includes("maker") ?? false;
  return (
    <Shell
      page={page}
      title={words.title}
      area="home"
      actions={
        mayStart ? (
          <ButtonLink variant="primary" icon={Plus} href="/apps/new/">
            {words.start}
          </ButtonLink>
        ) : null
      }
    >
      <Loaded query={query}>
        {(data) => (
          <div className={styles.columns}>
            <div className={styles.mine}>
              <Saved saved={data.saved} />
              <section aria-labelledby="waiting">
                <h2 id="waiting">{words.waiting}</h2>
                <WaitingList
                  waiting={data.waiting}
                  roles={page.me?.roles ?? []}
                  plain={data.news.length + data.saved.length > 0}
                />
              </section>
              <News news={data.news} />
            </div>
            <section aria-labelledby="use" id="apps-you-use">
              <h2 id="use">{words.use}</h2>
              <UsedApps apps={data.apps} />
            </section>
          </div>
        )}
      </Loaded>
    </Shell>
  );
}

const DAY_MS = 86_400_000;

function groupOf(since: string): keyof typeof words.groups {
  const age = Date.now() - new Date(since).getTime();
  if (age < DAY_MS) return "today";
  return age < 7 * DAY_MS ? "week" : "later";
}

interface WaitingListProps {
  readonly waiting: readonly Waiting[];
  readonly roles: readonly string[];
  /** Other things stand beside: a short sentence is enough when nothing waits. */
  readonly plain: boolean;
}

function WaitingList({ waiting, roles, plain }: WaitingListProps) {
  if (waiting.length === 0 && plain) return <p className="hush">{words.nothing}</p>;
  if (waiting.length === 0) {
    return (
      <EmptyState title={words.nothing} action={<Offers roles={roles} />}>
        {roles.some((role) => GETS_WORK.has(role)) ? words.nothingMore : null}
      </EmptyState>
    );
  }
  return (["today", "week", "later"] as const).map((group) => {
    const rows = waiting.filter((item) => groupOf(item.since) === group);
    return rows.length === 0 ? null : (
      <div key={group}>
        <h3 className={styles.group}>{words.groups[group]}</h3>
        <ul className={styles.rows}>
          {rows.map((item) => (
            <li key={item.url + item.title} className="spine" data-s={STATE_OF[item.kind]}>
              <a href={item.url}>
                <strong>{item.title}</strong>
                <span>{item.words}</span>
              </a>
              <time dateTime={item.since} title={whenFull(item.since)}>
                {words.since(when(item.since))}
              </time>
            </li>
          ))}
        </ul>
      </div>
    );
  });
}

const GETS_WORK = new Set(["maker", "reviewer", "data_steward", "administrator"]);

/** Where people go whose role is given no work here. */
function Offers({ roles }: { readonly roles: readonly string[] }) {
  const offers = offersFor(roles);
  return offers.length === 0 ? null : (
    <ul className={styles.offers}>
      {offers.map((offer) => (
        <li key={offer.href}>
          <a href={offer.href}>{offer.label}</a> {offer.words}
        </li>
      ))}
    </ul>
  );
}

const STATE_OF = { review: "review", returned: "draft", draft: "draft", release: "live" } as const;
