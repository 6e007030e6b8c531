import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { get, request } from "@/api/client";
import type { Schemas } from "@/api/types";
import { Loaded } from "@/features/Loaded";
import { PickPerson, peopleAt } from "@/features/PersonBox";
import { announce, Banner, Button, Dialog } from "@/ui";
import { HandOver } from "./HandOver";
import styles from "./share.module.css";
import { words } from "./words";

type Members = Schemas["MembersOut"];
type Member = Members["members"][number];

export interface ShareDialogProps {
  readonly app: { readonly id: string; readonly title: string };
  /** The reader, who may leave an app that somebody shared with her. */
  readonly me: string;
  readonly onClose: () => void;
  /** The reader left: the app is gone for her. */
  readonly onLeft: () => void;
}

interface Change {
  readonly method: "POST" | "DELETE";
  /** The app is given to this person. */
  readonly isOwner?: boolean;
  readonly person: { readonly id: string; readonly name: string };
}

/** Who works on an app: the reader sees everybody, and changes what the server says she may change. */
export function ShareDialog({ app, me, onClose, onLeft }: ShareDialogProps) {
  const cache = useQueryClient();
  const address = `/api/apps/${app.id}/members`;
  const key = ["members", app.id];
  const query = useQuery({ queryKey: key, queryFn: ({ signal }) => get<Members>(address, signal) });
  const change = useMutation({
    mutationFn: ({ method, person, isOwner }: Change) =>
      request<Members>(method, address, {
        body: { person: person.id, ...(isOwner ? { role: "owner" } : {}) },
      }),
    onSuccess: (members, { method, person, isOwner }) => {
      void cache.invalidateQueries({ queryKey: ["portfolio"] });
      if (method === "DELETE" && person.id === me) return onLeft();
      cache.setQueryData(key, members);
      announce(said(method, person.name, isOwner));
    },
  });
  const [removed, setRemoved] = useState<Change["person"] | null>(null);
  const act = (next: Change) => {
    setRemoved(next.method === "DELETE" ? next.person : null);
    change.mutate(next);
  };
  return (
    <Dialog title={words.share.title(app.title)} isOpen onOpenChange={onClose}>
      <p className="hush">{words.share.lead}</p>
      <Loaded query={query} lines={3}>
        {({ members, can_change }) => (
          <div className={styles.body}>
            {change.isError ? (
              <Banner tone="bad" title={words.share.failed} alert>
                {change.error.message}
              </Banner>
            ) : null}
            {can_change ? (
              <PickPerson
                label={words.share.person}
                button={words.share.add}
                nothingFound={words.share.nothingFound}
                busy={change.isPending}
                search={(text) => peopleAt(`${address}/candidates`, text)}
                onPick={(person) => act({ method: "POST", person })}
              />
            ) : (
              <p>{words.share.cannot(members[0]?.person.name ?? "")}</p>
            )}
            <People members={members} me={me} onRemove={(person) => act({ method: "DELETE", person })} />
            {removed && change.isSuccess && can_change ? (
              <div className={styles.removed}>
                <span>{words.share.removed(removed.name)}</span>
                <Button autoFocus size="sm" onPress={() => act({ method: "POST", person: removed })}>
                  {words.undo}
                </Button>
              </div>
            ) : null}
            {can_change ? (
              <HandOver
                address={address}
                members={members}
                busy={change.isPending}
                onHandOver={(person) => act({ method: "POST", person, isOwner: true })}
              />
            ) : null}
          </div>
        )}
      </Loaded>
    </Dialog>
  );
}

function said(method: Change["method"], name: string, isOwner = false): string {
  if (isOwner) return words.handOver.done(name);
  return method === "POST" ? words.share.added(name) : words.share.removed(name);
}

interface PeopleProps {
  readonly members: readonly Member[];
  readonly me: string;
  readonly onRemove: (person: Change["person"]) => void;
}

function People({ members, me, onRemove }: PeopleProps) {
  return (
    <section aria-label={words.share.people}>
      <ul className={styles.people}>
        {members.map((member) => (
          <li key={member.person.id}>
            <span className={styles.name}>
              {member.person.name}
              {member.person.id === me ? <span className="hush"> {words.share.you}</span> : null}
            </span>
            <span className="hush">{words.share.roles[member.role]}</span>
            {member.removable ? (
              <Remove member={member} isMe={member.person.id === me} onRemove={onRemove} />
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
}

interface RemoveProps {
  readonly member: Member;
  readonly isMe: boolean;
  readonly onRemove: PeopleProps["onRemove"];
}

/** Others come back with Undo; whoever leaves cannot let herself in again, so leaving is asked once more. */
function Remove({ member, isMe, onRemove }: RemoveProps) {
  const [isAsked, setAsked] = useState(false);
  if (!isMe) {
    return (
      <Button
        size="sm"
        aria-label={words.share.removePerson(member.person.name)}
        onPress={() => onRemove(member.person)}
      >
        {words.share.remove}
      </Button>
    );
  }
  return isAsked ? (
    <div className={styles.ask} role="alert">
      <p>{words.share.leaveAsk}</p>
      <Button size="sm" variant="danger" onPress={() => onRemove(member.person)}>
        {words.share.leave}
      </Button>
      <Button size="sm" onPress={() => setAsked(false)}>
        {words.share.stay}
      </Button>
    </div>
  ) : (
    <Button size="sm" onPress={() => setAsked(true)}>
      {words.share.leave}
    </Button>
  );
}
