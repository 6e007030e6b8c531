import Plus from "lucide-react/icons/plus";
import Trash2 from "lucide-react/icons/trash-2";
import { useState } from "react";
import styles from "@/designer/data/data.module.css";
import { settingMark } from "@/designer/frame/goToObject";
import { Lock } from "@/designer/frame/Lock";
import { perform, useCanEdit, useDraft, useWorkbench, type Workbench } from "@/designer/store/context";
import { words } from "@/designer/words";
import { setProperty } from "@/document/commands/setProperty";
import { keyFromLabel, uniqueKey } from "@/document/keys/derive";
import { keysBetween } from "@/document/order/keysBetween";
import { sortedIds } from "@/document/tree/bySort";
import type { Definition, Grant, Json, Operation, Role, RowAccess } from "@/document/types";
import { inSentence } from "@/expressions/inSentence";
import { Banner, Button, Checkbox, IconButton, Select, TextField } from "@/ui";
import own from "./access.module.css";

/** Roles, and for each table what they may do, with the sentence reviewers will read. */
export function AccessPanel() {
  const bench = useWorkbench();
  const canEdit = useCanEdit();
  const document = useDraft((state) => state.document);
  const [name, setName] = useState("");
  const add = () => {
    const label = name.trim();
    if (!label) return;
    perform(bench, roleAdded(document, bench, label));
    setName("");
  };
  return (
    <section className={styles.wide} aria-label={words.data.accessTitle} data-region tabIndex={-1}>
      <div>
        <h2>{words.data.accessTitle}</h2>
        <p className="hush">{words.access.intro}</p>
      </div>
      <Lock>
        {sortedIds(document.roles).map((id) => (
          <RoleCard key={id} id={id} />
        ))}
      </Lock>
      {canEdit ? (
        <form
          className={own.add}
          onSubmit={(event) => {
            event.preventDefault();
            add();
          }}
        >
          <TextField label={words.access.roleName} value={name} onChange={setName} maxLength={60} />
          <Button type="submit" icon={Plus} {...(name.trim() ? {} : { unavailable: words.access.roleName })}>
            {words.access.addRole}
          </Button>
        </form>
      ) : null}
    </section>
  );
}

function RoleCard({ id }: { readonly id: string }) {
  const bench = useWorkbench();
  const document = useDraft((state) => state.document);
  const role = document.roles[id];
  if (!role) return null;
  const set = (path: keyof Role, value: string) =>
    perform(
      bench,
      setProperty(
        bench.draft.getState().document,
        { in: "roles", id },
        path,
        value,
        `change role ${role.label}`,
      ),
      {
        coalesce: `roles/${id}/${path}`,
      },
    );
  return (
    <section className={own.role} aria-label={role.label}>
      <div className={own.head}>
        <div data-setting={settingMark(id, "label")}>
          <TextField
            label={words.access.roleName}
            value={role.label}
            maxLength={60}
            onChange={(text) => set("label", text)}
          />
        </div>
        <div data-setting={settingMark(id, "audience")}>
          <Select
            label={words.access.audience}
            options={Object.entries(words.access.audiences).map(([key, label]) => ({ id: key, label }))}
            value={role.audience}
            onChange={(value) => set("audience", value)}
          />
        </div>
        <IconButton
          label={words.access.removeRole(role.label)}
          icon={Trash2}
          onPress={() => perform(bench, roleRemoved(document, id))}
        />
      </div>
      {role.audience === "public" ? <Banner tone="warn" title={words.access.publicNote} /> : null}
      {sortedIds(document.entities).map((entity) => (
        <GrantRow key={entity} role={id} entity={entity} />
      ))}
    </section>
  );
}

const NOTHING = { create: false, read: "none", update: "none", delete: "none" } as const;

function GrantRow({ role, entity }: { readonly role: string; readonly entity: string }) {
  const bench = useWorkbench();
  const document = useDraft((state) => state.document);
  const table = document.entities[entity];
  const found = Object.entries(document.grants).find(([, one]) => one.role === role && one.entity === entity);
  const grant: Omit<Grant, "role" | "entity"> = found?.[1] ?? NOTHING;
  const label = document.roles[role]?.label ?? "";
  if (!table) return null;
  const set = (path: "create" | "read" | "update" | "delete", value: Json) => {
    const name = `change access of ${label}`;
    if (found) {
      perform(bench, setProperty(document, { in: "grants", id: found[0] }, path, value, name));
      return;
    }
    const fresh = { ...NOTHING, role, entity, [path]: value };
    perform(bench, {
      label: name,
      operations: [{ op: "add", in: "grants", id: bench.commands.newId("gra"), value: fresh }],
    });
  };
  const rows = (["read", "update", "delete"] as const).map((path) => (
    <div key={path} data-setting={settingMark(found?.[0] ?? "", path)}>
      <RowsSelect label={words.access[path]} access={grant[path]} onChange={(value) => set(path, value)} />
    </div>
  ));
  return (
    <fieldset
      className={own.grant}
      aria-label={`${label}, ${table.label_plural}`}
      data-setting={settingMark(entity, "access")}
    >
      <h3>{table.label_plural}</h3>
      <div className={own.controls}>
        <div data-setting={settingMark(found?.[0] ?? "", "create")}>
          <Checkbox isSelected={grant.create} onChange={(on) => set("create", on)}>
            {words.access.create}
          </Checkbox>
        </div>
        {rows}
      </div>
      <p className={own.sentence}>{grantSentence(label, table.label_plural, grant)}</p>
    </fieldset>
  );
}

const CHOICES = ["all", "own", "none"];

/** A rule that stands here is kept until another choice takes its place; the sentence below says it. */
function RowsSelect(props: {
  readonly label: string;
  readonly access: RowAccess;
  readonly onChange: (value: string) => void;
}) {
  const value = typeof props.access === "string" ? props.access : "rule";
  const choices = value === "rule" ? ["rule", ...CHOICES] : CHOICES;
  return (
    <Select
      label={props.label}
      options={choices.map((id) => ({ id, label: words.access.rows[id] ?? id }))}
      value={value}
      onChange={(next) => (next === "rule" ? undefined : props.onChange(next))}
    />
  );
}

/** "Staff may add claims, see their own claims and change their own claims." */
export function grantSentence(role: string, table: string, grant: Omit<Grant, "role" | "entity">): string {
  const what = inSentence(table);
  const which = (access: RowAccess) => {
    if (typeof access !== "string") return words.access.where(what, access.when);
    return access === "own" ? words.access.own(what) : words.access.all(what);
  };
  const parts = [
    ...(grant.create ? [words.access.addTo(what)] : []),
    ...(grant.read === "none" ? [] : [words.access.see(which(grant.read))]),
    ...(grant.update === "none" ? [] : [words.access.change(which(grant.update))]),
    ...(grant.delete === "none" ? [] : [words.access.remove(which(grant.delete))]),
  ];
  if (parts.length === 0) return words.access.nothing(role, what);
  const last = parts.pop() ?? "";
  return words.access.sentence(role, parts.length > 0 ? `${parts.join(", ")} and ${last}` : last);
}

function roleAdded(document: Definition, bench: Workbench, label: string) {
  const ids = sortedIds(document.roles);
  const last = document.roles[ids.at(-1) ?? ""]?.order ?? null;
  const key = uniqueKey(
    keyFromLabel(label, "role"),
    Object.values(document.roles).map((role) => role.key),
  );
  const value = { key, label, audience: "granted", order: keysBetween(last, null, 1)[0] ?? "a0" };
  const id = bench.commands.newId("rol");
  const operations: Operation[] = [{ op: "add", in: "roles", id, value }];
  return { label: `add role ${label}`, operations, said: `Role ${label} added.` };
}

function roleRemoved(document: Definition, id: string) {
  const grants = Object.entries(document.grants).filter(([, grant]) => grant.role === id);
  const label = document.roles[id]?.label ?? "";
  const operations: Operation[] = [
    ...grants.map(([grant]): Operation => ({ op: "remove", in: "grants", id: grant })),
    { op: "remove", in: "roles", id },
  ];
  return { label: `delete role ${label}`, operations, said: `Role ${label} deleted. Control Z to undo.` };
}
