import { useMutation, useQueryClient } from "@tanstack/react-query";
import Ellipsis from "lucide-react/icons/ellipsis";
import { patch } from "@/api/client";
import type { Schemas } from "@/api/types";
import { when, whenFull } from "@/features/when";
import { IconButton, Menu, MenuItem, MenuTrigger, StateBadge, Td, toast } from "@/ui";
import styles from "./apps.module.css";
import { words } from "./words";

export type AppRow = Schemas["PortfolioAppOut"];

const STATES = ["draft", "review", "live", "retired"] as const;

/** The state as the badge knows it; an app in a state of a newer server reads as a draft. */
const stateOf = (app: AppRow) => STATES.find((state) => state === app.state) ?? "draft";

interface RowProps {
  readonly app: AppRow;
  /** The reader runs the workspace: only they name people into roles. */
  readonly administers: boolean;
  readonly onShare: () => void;
}

export function Row({ app, administers, onShare }: RowProps) {
  const { columns } = words;
  return (
    <tr>
      <Td label={columns.app}>
        <div className={styles.app}>
          <a className={styles.title} href={`/apps/${app.id}/form/`}>
            {app.title}
          </a>
          {app.summary ? <div className="hush">{app.summary}</div> : null}
        </div>
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
        <div className={styles.who}>
          {app.owner.name}
          {app.role === "comaker" ? <div className="hush">{words.shared}</div> : null}
          <div className="hush">{app.deputy ? words.deputy(app.deputy.name) : words.noDeputy}</div>
        </div>
      </Td>
      <Td label={columns.changed}>
        <div className={styles.who}>
          <time dateTime={app.draft.saved_at} title={whenFull(app.draft.saved_at)}>
            {when(app.draft.saved_at)}
          </time>
          {app.draft.changed_by ? <div className="hush">{app.draft.changed_by.name}</div> : null}
        </div>
      </Td>
      <Td>
        <RowActions app={app} administers={administers} onShare={onShare} />
      </Td>
    </tr>
  );
}

function RowActions({ app, administers, onShare }: RowProps) {
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
    else if (key === "share") onShare();
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
        <MenuItem id="draft">{app.can.edit ? words.edit : words.look}</MenuItem>
        <MenuItem id="share">{app.can.share ? words.share.open : words.share.see}</MenuItem>
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
