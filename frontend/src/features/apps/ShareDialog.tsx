import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { get, request } from "@/api/client";
import type { Schemas } from "@/api/types";
import { Loaded } from "@/features/Loaded";
import { announce, Banner, Button, Dialog } from "@/ui";
import { ComboBox, type ComboOption } from "@/ui/ComboBox";
import styles from "./share.module.css";
import { words } from "./words";

type Members = Schemas["MembersOut"];
type Member = Members["members"][number];
type Candidates = Schemas["CandidatesOut"];

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
  readonly person: { readonly id: string; readonly name: string };
}

/** Who works on an app: the reader sees everybody, and changes what the server says she may change. */
export function ShareDialog({ app, me, onClose, onLeft }: ShareDialogProps) {
  const cache = useQueryClient();
  const address = `/api/apps/${app.id}/members`;
  const key = ["members", app.id];
  const query = useQuery({ queryKey: key, queryFn: ({ signal }) => get<Members>(address, signal) });
  const change = useMutation({
    mutationFn: ({ method, person }: Change) =>
      request<Members>(method, address, { body: { person: person.id } }),
    onSuccess: (members, { method, person }) => {
      void cache.invalidateQueries({ queryKey: ["portfolio"] });
      if (method === "DELETE" && person.id === me) return onLeft();
      cache.setQueryData(key, members);
      announce(method === "POST" ? words.share.added(person.name) : words.share.removed(person.name));
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
              <AddPerson
                address={address}
                busy={change.isPending}
                onAdd={(person) => act({ method: "POST", person })}
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
          </div>
        )}
      </Loaded>
    </Dialog>
  );
}

interface AddPersonProps {
  readonly address: string;
  readonly busy: boolean;
  readonly onAdd: (person: Change["person"]) => void;
}

function AddPerson({ address, busy, onAdd }: AddPersonProps) {
  const id = useId();
  const [chosen, setChosen] = useState<ComboOption | null>(null);
  const [isMissing, setMissing] = useState(false);
  const add = (event: FormEvent) => {
    event.preventDefault();
    setMissing(!chosen);
    if (!chosen || busy) return;
    onAdd({ id: chosen.id, name: chosen.label });
    setChosen(null);
    // The next person is one word away.
    document.getElementById(id)?.focus();
  };
  const search = async (text: string): Promise<readonly ComboOption[]> => {
    const { people } = await get<Candidates>(`${address}/candidates?q=${encodeURIComponent(text)}`);
    return people.map((person) => ({ id: person.id, label: person.name, note: person.email }));
  };
  return (
    <form className={styles.add} noValidate onSubmit={add}>
      <label htmlFor={id}>{words.share.person}</label>
      <div className={styles.line}>
        <ComboBox
          id={id}
          chosen={chosen}
          onChoose={(option) => {
            setChosen(option);
            setMissing(false);
          }}
          search={search}
          words={words.share.combo}
          isInvalid={isMissing}
          describedBy={isMissing ? `${id}-error` : undefined}
        />
        <Button type="submit" variant="primary" busy={busy}>
          {words.share.add}
        </Button>
      </div>
      {isMissing ? (
        <p id={`${id}-error`} className={styles.error} role="alert">
          {words.share.missing}
        </p>
      ) : null}
    </form>
  );
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
