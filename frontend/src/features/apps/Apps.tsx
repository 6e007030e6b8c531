import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import Ellipsis from "lucide-react/icons/ellipsis";
import Plus from "lucide-react/icons/plus";
import { useState } from "react";
import { get, patch } from "@/api/client";
import type { Schemas } from "@/api/types";
import { Loaded } from "@/features/Loaded";
import { when, whenFull } from "@/features/when";
import type { PageData } from "@/page";
import { Shell } from "@/shell";
import {
  Button,
  ButtonLink,
  EmptyState,
  IconButton,
  Menu,
  MenuItem,
  MenuTrigger,
  SearchField,
  StateBadge,
  Switch,
  Table,
  Td,
  Th,
  toast,
} from "@/ui";
import styles from "./apps.module.css";
import { words } from "./words";

type AppRow = Schemas["PortfolioAppOut"];

const STATES = ["draft", "review", "live", "retired"] as const;

/** The state as the badge knows it; an app in a state of a newer server reads as a draft. */
const stateOf = (app: AppRow) => STATES.find((state) => state === app.state) ?? "draft";

/** S2: the apps this person may see, with their state. The search stands in the address, so it can be shared. */
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
            <EmptyState title={mayStart ? words.empty : words.emptyOther} action={newApp}>
              {mayStart ? words.emptyMore : words.emptyOtherMore}
            </EmptyState>
          ) : (
            <AppTable apps={data.apps} administers={page.me?.roles.includes("administrator") ?? false} />
          )
        }
      </Loaded>
    </Shell>
  );
}

function searchInAddress(): string {
  return new URLSearchParams(window.location.search).get("q") ?? "";
}

function AppTable({
  apps,
  administers,
}: {
  readonly apps: readonly AppRow[];
  readonly administers: boolean;
}) {
  const [search, setSearch] = useState(searchInAddress);
  const [archived, setArchived] = useState(false);
  const change = (text: string) => {
    setSearch(text);
    window.history.replaceState(null, "", text ? `?q=${encodeURIComponent(text)}` : window.location.pathname);
  };
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
              <Row key={app.id} app={app} administers={administers} />
            ))}
          </tbody>
        </Table>
      )}
    </>
  );
}

/** Leads to where this reader can do something: the designer, or the live app. */
function AppTitle({ app }: { readonly app: AppRow }) {
  const href = app.can.edit ? `/apps/${app.id}/form/` : app.live ? app.live.url : null;
  return href ? (
    <a className={styles.title} href={href}>
      {app.title}
    </a>
  ) : (
    <span className={styles.title}>{app.title}</span>
  );
}

interface RowProps {
  readonly app: AppRow;
  /** The reader runs the workspace: only they name people into roles. */
  readonly administers: boolean;
}

function Row({ app, administers }: RowProps) {
  const { columns } = words;
  return (
    <tr>
      <Td label={columns.app}>
        <AppTitle app={app} />
        {app.summary ? <div className="hush">{app.summary}</div> : null}
      </Td>
      <Td label={columns.state}>
        <StateBadge state={stateOf(app)}>{words.states[stateOf(app)]}</StateBadge>
      </Td>
      <Td label={columns.live}>
        {app.live ? (
          <a href={app.live.url}>{app.live.number === null ? words.live : words.version(app.live.number)}</a>
        ) : (
          words.notLive
        )}
      </Td>
      <Td label={columns.owner}>
        {app.owner.name}
        <div className="hush">{app.deputy ? words.deputy(app.deputy.name) : words.noDeputy}</div>
      </Td>
      <Td label={columns.changed}>
        <time dateTime={app.draft.saved_at} title={whenFull(app.draft.saved_at)}>
          {when(app.draft.saved_at)}
        </time>
        {app.draft.changed_by ? <div className="hush">{app.draft.changed_by.name}</div> : null}
      </Td>
      <Td>
        <RowActions app={app} administers={administers} />
      </Td>
    </tr>
  );
}

function RowActions({ app, administers }: RowProps) {
  const cache = useQueryClient();
  const archive = useMutation({
    mutationFn: (archived: boolean) => patch(`/api/apps/${app.id}`, { archived }),
    onSuccess: (_, archived) => {
      void cache.invalidateQueries({ queryKey: ["portfolio"] });
      if (archived) {
        const undo = { label: words.undo, onPress: () => archive.mutate(false) };
        toast(words.archivedToast(app.title), undo);
      }
    },
    onError: (error) => toast(error.message, null),
  });
  const act = (key: string) => {
    if (key === "archive") archive.mutate(!app.archived);
    else if (key === "open") window.location.assign(`/a/${app.key}/`);
    else if (key === "releases") window.location.assign(`/apps/${app.id}/releases/`);
    else if (key === "people") window.location.assign(`/apps/${app.id}/people/`);
    else if (key === "review") window.location.assign(`/reviews/${app.submission?.id}/`);
    else window.location.assign(`/apps/${app.id}/form/`);
  };
  return (
    <MenuTrigger>
      <IconButton label={words.more(app.title)} icon={Ellipsis} />
      <Menu onAction={(key) => act(String(key))}>
        {app.can.edit ? <MenuItem id="edit">{words.edit}</MenuItem> : null}
        {app.live ? <MenuItem id="open">{words.open}</MenuItem> : null}
        {app.live ? <MenuItem id="releases">{words.releases}</MenuItem> : null}
        {app.live && administers ? <MenuItem id="people">{words.people}</MenuItem> : null}
        {app.submission ? <MenuItem id="review">{words.review}</MenuItem> : null}
        {app.can.archive ? (
          <MenuItem id="archive">{app.archived ? words.restore : words.archive}</MenuItem>
        ) : null}
      </Menu>
    </MenuTrigger>
  );
}
