import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import X from "lucide-react/icons/x";
import { get, request } from "@/api/client";
import { Loaded } from "@/features/Loaded";
import { PickPerson, peopleAt } from "@/features/PersonBox";
import type { PageData } from "@/page";
import { Shell } from "@/shell";
import { Banner, EmptyState, IconButton, toast } from "@/ui";
import styles from "./people.module.css";
import { words } from "./words";

interface PeopleData {
  /** Null until the app is live. */
  readonly app_key: string | null;
  readonly app_title: string;
}

interface Named {
  readonly id: string;
  readonly name: string;
}

interface LiveRole {
  readonly key: string;
  readonly label: string;
  readonly audience: "workspace" | "granted" | "public";
  readonly people: readonly Named[];
}

/** Administrators name people into the roles of a live app whose audience is "granted". */
export default function People({ page }: { readonly page: PageData<PeopleData> }) {
  const { app_key, app_title } = page.data;
  const query = useQuery({
    queryKey: ["access", app_key],
    queryFn: ({ signal }) => get<{ roles: readonly LiveRole[] }>(`/api/a/${app_key}/access/`, signal),
    enabled: app_key !== null,
  });
  return (
    <Shell
      page={page}
      title={words.title(app_title)}
      lead={words.lead}
      area="apps"
      crumbs={[{ label: words.apps, href: "/apps/" }]}
    >
      {app_key === null ? (
        <EmptyState title={words.notLive}>{words.notLiveMore}</EmptyState>
      ) : (
        <Loaded query={query}>
          {({ roles }) => (
            <Roles roles={roles.filter((role) => role.audience === "granted")} appKey={app_key} />
          )}
        </Loaded>
      )}
    </Shell>
  );
}

function Roles({ roles, appKey }: { readonly roles: readonly LiveRole[]; readonly appKey: string }) {
  if (roles.length === 0) return <EmptyState title={words.noRoles}>{words.noRolesMore}</EmptyState>;
  return roles.map((role) => <Role key={role.key} role={role} appKey={appKey} />);
}

interface RoleProps {
  readonly role: LiveRole;
  readonly appKey: string;
}

function Role({ role, appKey }: RoleProps) {
  const cache = useQueryClient();
  const change = useMutation({
    mutationFn: ({ method, person }: { method: "POST" | "DELETE"; person: string }) =>
      request(method, `/api/a/${appKey}/access/`, { body: { role: role.key, person } }),
    onSuccess: () => cache.invalidateQueries({ queryKey: ["access", appKey] }),
  });
  const remove = (person: Named) =>
    change.mutate(
      { method: "DELETE", person: person.id },
      {
        onSuccess: () => {
          const undo = () => change.mutate({ method: "POST", person: person.id });
          toast(words.removed(person.name, role.label), { label: words.undo, onPress: undo });
        },
      },
    );
  return (
    <section className={styles.role} aria-labelledby={`role-${role.key}`}>
      <h2 id={`role-${role.key}`}>{role.label}</h2>
      {change.isError ? (
        <Banner tone="bad" title={words.failed} alert>
          {change.error.message}
        </Banner>
      ) : null}
      {role.people.length === 0 ? <p className="hush">{words.none}</p> : null}
      <ul>
        {role.people.map((person) => (
          <li key={person.id}>
            {person.name}
            <IconButton
              label={words.remove(person.name, role.label)}
              icon={X}
              onPress={() => remove(person)}
            />
          </li>
        ))}
      </ul>
      <AddPerson
        role={role}
        busy={change.isPending}
        onAdd={(person) => change.mutate({ method: "POST", person })}
      />
    </section>
  );
}

interface AddPersonProps {
  readonly role: LiveRole;
  readonly busy: boolean;
  readonly onAdd: (id: string) => void;
}

function AddPerson({ role, busy, onAdd }: AddPersonProps) {
  const named = new Set(role.people.map((person) => person.id));
  const search = async (text: string) => {
    const found = await peopleAt("/api/people", text);
    return found.filter((person) => !named.has(person.id));
  };
  return (
    <PickPerson
      label={words.add(role.label)}
      button={words.addPerson}
      variant="secondary"
      nothingFound={words.nothingFound}
      busy={busy}
      search={search}
      onPick={(person) => onAdd(person.id)}
    />
  );
}
