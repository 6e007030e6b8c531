import { useQuery, useQueryClient } from "@tanstack/react-query";
import Plus from "lucide-react/icons/plus";
import { type ReactNode, useState } from "react";
import { get } from "@/api/client";
import type { Schemas } from "@/api/types";
import { UsedApps } from "@/features/home/UsedApps";
import { Loaded } from "@/features/Loaded";
import type { Me, PageData } from "@/page";
import { Shell } from "@/shell";
import { Button, ButtonLink, EmptyState, SearchField, Switch, Table, Th, toast } from "@/ui";
import { type AppRow, Row } from "./AppRow";
import styles from "./apps.module.css";
import { ShareDialog } from "./ShareDialog";
import { words } from "./words";

/** S2: the apps this person may see, with their state. Search and open dialog stand in the address. */
export default function Apps({ page }: { readonly page: PageData<unknown> }) {
  const query = useQuery({
    queryKey: ["portfolio"],
    queryFn: ({ signal }) => get<Schemas["PortfolioOut"]>("/api/portfolio", signal),
  });
  const mayStart = page.me?.roles.includes("maker") ?? false;
  const newApp = mayStart ? (
    <ButtonLink variant="primary" icon={Plus} href="/apps/new/">
      {words.newApp}
    </ButtonLink>
  ) : null;
  return (
    <Shell page={page} title={words.title} area="apps" actions={newApp}>
      <Loaded query={query}>
        {(data) =>
          data.apps.length === 0 ? (
            <NoneToBuild newApp={newApp} />
          ) : (
            <AppTable apps={data.apps} me={page.me} />
          )
        }
      </Loaded>
    </Shell>
  );
}

/** Makers are shown the way to their first app; who only uses apps finds them here too. */
function NoneToBuild({ newApp }: { readonly newApp: ReactNode }) {
  const query = useQuery({
    queryKey: ["home"],
    queryFn: ({ signal }) => get<Schemas["HomeOut"]>("/api/home", signal),
    enabled: newApp === null,
  });
  if (newApp !== null) {
    return (
      <EmptyState title={words.empty} action={newApp}>
        {words.emptyMore}
      </EmptyState>
    );
  }
  return (
    <section aria-labelledby="apps-to-use" className={styles.use}>
      <h2 id="apps-to-use">{words.toUse}</h2>
      <Loaded query={query}>{(data) => <UsedApps apps={data.apps} />}</Loaded>
    </section>
  );
}

const inAddress = (name: string): string | null => new URLSearchParams(window.location.search).get(name);

/** The address says what is shown; nothing is loaded again. */
function intoAddress(name: string, value: string | null): void {
  const query = new URLSearchParams(window.location.search);
  if (value) query.set(name, value);
  else query.delete(name);
  const text = query.toString();
  window.history.replaceState(null, "", text ? `?${text}` : window.location.pathname);
}

const SEARCH = "q";
const SHARE = "share";

function AppTable({ apps, me }: { readonly apps: readonly AppRow[]; readonly me: Me | null }) {
  const cache = useQueryClient();
  const [search, setSearch] = useState(() => inAddress(SEARCH) ?? "");
  const [archived, setArchived] = useState(false);
  const [sharing, setSharing] = useState(() => inAddress(SHARE));
  const change = (text: string) => {
    setSearch(text);
    intoAddress(SEARCH, text);
  };
  const share = (id: string | null) => {
    setSharing(id);
    intoAddress(SHARE, id);
  };
  const shared = apps.find((app) => app.id === sharing);
  const wanted = search.trim().toLowerCase();
  const rows = apps.filter(
    (app) => (archived || !app.archived) && (app.title + app.summary).toLowerCase().includes(wanted),
  );
  return (
    <>
      <div className={styles.tools}>
        <SearchField label={words.search} value={search} onChange={change} />
        {apps.some((app) => app.archived) ? (
          <Switch isSelected={archived} onChange={setArchived}>
            {words.archived}
          </Switch>
        ) : null}
      </div>
      {rows.length === 0 ? (
        <EmptyState
          plain
          title={words.none}
          action={<Button onPress={() => change("")}>{words.clear}</Button>}
        />
      ) : (
        <Table label={words.title} cards>
          <thead>
            <tr>
              <Th>{words.columns.app}</Th>
              <Th>{words.columns.state}</Th>
              <Th>{words.columns.live}</Th>
              <Th>{words.columns.owner}</Th>
              <Th>{words.columns.changed}</Th>
              <Th>
                <span className="visually-hidden">{words.columns.actions}</span>
              </Th>
            </tr>
          </thead>
          <tbody>
            {rows.map((app) => (
              <Row
                key={app.id}
                app={app}
                administers={me?.roles.includes("administrator") ?? false}
                onShare={() => share(app.id)}
              />
            ))}
          </tbody>
        </Table>
      )}
      {shared && me ? (
        <ShareDialog
          app={shared}
          me={me.id}
          onClose={() => share(null)}
          onLeft={() => {
            share(null);
            toast(words.share.left(shared.title));
            void cache.invalidateQueries({ queryKey: ["portfolio"] });
          }}
        />
      ) : null}
    </>
  );
}
