import { useState } from "react";
import { settingMark } from "@/designer/frame/goToObject";
import { perform, useCatalogue, useDraft, useWorkbench } from "@/designer/store/context";
import { words } from "@/designer/words";
import { kindOf } from "@/document/catalogue";
import { changeKind } from "@/document/commands/changeKind";
import { isUnprotected, setPersonal } from "@/document/commands/setPersonal";
import { setProperty } from "@/document/commands/setProperty";
import { rulesUsing } from "@/document/rules/uses";
import { sortedIds } from "@/document/tree/bySort";
import type { Definition, Edit, Json } from "@/document/types";
import { inSentence } from "@/expressions/inSentence";
import { iconOf } from "@/library/kindIcons";
import { Button, Dialog, DialogFoot, Select, Switch, TextArea } from "@/ui";
import styles from "./inspector.module.css";

/** What belongs to the data: type, sensitivity, purpose, uniqueness, and where it is used. */
export function FieldData({ id }: { readonly id: string }) {
  const bench = useWorkbench();
  const field = useDraft((state) => state.document.fields[id]);
  const uses = useDraft((state) => usesOf(state.document, id).join("\n"));
  if (!field) return null;
  const set = (path: string, value: Json, name: string) =>
    perform(
      bench,
      setProperty(
        bench.draft.getState().document,
        { in: "fields", id },
        path,
        value,
        `change ${inSentence(name)} of ${field.label}`,
      ),
      { coalesce: `fields/${id}/${path}` },
    );
  return (
    <div className={styles.body}>
      <div className={styles.settings}>
        <div data-setting={settingMark(id, "kind")}>
          <KindSelect id={id} />
        </div>
        <div data-setting={settingMark(id, "personal")}>
          <Switch
            spread
            isSelected={field.personal}
            note={words.inspector.personalNote}
            onChange={(on) => perform(bench, setPersonal(bench.draft.getState().document, id, on))}
          >
            {words.inspector.personal}
          </Switch>
        </div>
        {field.personal || field.purpose ? (
          <div data-setting={settingMark(id, "purpose")}>
            <TextArea
              label={words.inspector.purpose}
              hint={words.inspector.purposeHint}
              value={field.purpose}
              rows={2}
              onChange={(text) => set("purpose", text, words.inspector.purpose)}
            />
          </div>
        ) : null}
        <div data-setting={settingMark(id, "sensitivity")}>
          <Select
            label={words.inspector.sensitivity}
            value={field.sensitivity}
            options={SENSITIVITIES}
            error={isUnprotected(field) ? words.inspector.unprotected : undefined}
            onChange={(value) => set("sensitivity", value, words.inspector.sensitivity)}
          />
        </div>
        <div data-setting={settingMark(id, "unique")}>
          <Switch
            spread
            isSelected={field.unique}
            note={words.inspector.uniqueNote}
            onChange={(on) => set("unique", on, words.inspector.unique)}
          >
            {words.inspector.unique}
          </Switch>
        </div>
        <dl className={styles.facts}>
          <dt>{words.inspector.key}</dt>
          <dd className="mono">{field.key}</dd>
          <dt>{words.inspector.usedIn}</dt>
          {(uses ? uses.split("\n") : [words.inspector.usedNowhere]).map((line) => (
            <dd key={line}>{line}</dd>
          ))}
        </dl>
      </div>
    </div>
  );
}

export const SENSITIVITIES = ["public", "internal", "confidential", "special"].map((id) => ({
  id,
  label: words.sensitivities[id] ?? id,
  note: words.sensitivityNotes[id],
}));

interface KindSelectProps {
  readonly id: string;
  readonly hideLabel?: string;
  readonly isDisabled?: boolean;
}

/** Choosing another type shows first what would be lost, when anything would. */
export function KindSelect({ id, hideLabel, isDisabled }: KindSelectProps) {
  const bench = useWorkbench();
  const catalogue = useCatalogue();
  const kind = useDraft((state) => state.document.fields[id]?.kind ?? "text");
  const [asked, setAsked] = useState<{ edit: Edit; name: string } | null>(null);
  const options = catalogue.components
    .filter((one) => one.field && (one.status === "active" || one.kind === kind))
    .map((one) => ({ id: one.kind, label: one.name, icon: iconOf(one.kind) }));
  const choose = (next: string) => {
    const made = changeKind(bench.draft.getState().document, bench.commands, id, next);
    if (made.lost && made.lost.length > 0)
      setAsked({ edit: made, name: catalogue.byKind.get(next)?.name ?? next });
    else perform(bench, made);
  };
  return (
    <>
      <Select
        label={hideLabel ?? words.inspector.type}
        hideLabel={Boolean(hideLabel)}
        isDisabled={isDisabled}
        options={options}
        value={kind}
        onChange={choose}
      />
      {asked ? (
        <Dialog
          role="alertdialog"
          title={words.inspector.lostTitle(inSentence(asked.name))}
          isOpen
          onOpenChange={(open) => !open && setAsked(null)}
        >
          <p>{words.inspector.lost}</p>
          <ul className={styles.lost}>
            {asked.edit.lost?.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
          <DialogFoot>
            <Button onPress={() => setAsked(null)}>{words.inspector.keep}</Button>
            <Button
              variant="primary"
              onPress={() => {
                perform(bench, asked.edit);
                setAsked(null);
              }}
            >
              {words.inspector.change}
            </Button>
          </DialogFoot>
        </Dialog>
      ) : null}
    </>
  );
}

/** Sentences naming every place a field is used in. */
export function usesOf(document: Definition, id: string): string[] {
  const field = document.fields[id];
  if (!field) return [];
  const found = new Set<string>();
  for (const node of Object.values(document.nodes)) {
    const page = document.pages[node.page];
    const named = ["columns", "fields", "filters"].some((name) => {
      const ids = node.props[name];
      return Array.isArray(ids) && ids.includes(id);
    });
    if (page && (node.field === id || named))
      found.add(`${page.title} (${kindWords(page.kind, kindOf(node.component))})`);
  }
  for (const rule of rulesUsing(document, new Set([field.key]))) {
    const index = sortedIds(document.rules).indexOf(rule) + 1;
    if (document.rules[rule]?.entity === field.entity) found.add(`Rule ${index}`);
  }
  for (const entity of Object.values(document.entities)) {
    if (entity.title_field === id) found.add(`Names each ${inSentence(entity.label)}`);
  }
  return [...found];
}

function kindWords(page: string, component: string): string {
  if (component === "table") return "list";
  return component === "details" ? "record page" : page;
}
