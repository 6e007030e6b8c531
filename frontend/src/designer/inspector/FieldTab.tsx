import RotateCcw from "lucide-react/icons/rotate-ccw";
import { settingMark } from "@/designer/frame/goToObject";
import { kindOfNode } from "@/designer/kindNames";
import { perform, useCatalogue, useDraft, useWorkbench } from "@/designer/store/context";
import { words } from "@/designer/words";
import { kindOf, type PropertySchema } from "@/document/catalogue";
import { labelProperty, setLabel } from "@/document/commands/setLabel";
import { setProperty } from "@/document/commands/setProperty";
import { labelOf } from "@/document/tree/labels";
import type { Collection, Json } from "@/document/types";
import { inSentence } from "@/expressions/inSentence";
import { IconButton, Switch, TextField } from "@/ui";
import styles from "./inspector.module.css";
import { Widget } from "./widgets";

interface Setting {
  readonly name: string;
  readonly path: string;
  readonly in: Collection;
  readonly id: string;
  readonly schema: PropertySchema;
  readonly value: Json | undefined;
}

const GROUPS = ["Answer", "Options", "Limits", "Wording", "Data", "Layout"];

/** Label, hint, required, and every setting and prop that the manifest names, in its groups. */
export function FieldTab({ id, query }: { readonly id: string; readonly query: string }) {
  const bench = useWorkbench();
  const catalogue = useCatalogue();
  const document = useDraft((state) => state.document);
  const node = document.nodes[id];
  if (!node) return null;
  const field = node.field ? document.fields[node.field] : undefined;
  const wanted = query.trim().toLowerCase();
  const fits = (...texts: readonly (string | undefined)[]) =>
    wanted === "" || texts.some((text) => text?.toLowerCase().includes(wanted));
  const settings = settingsOf(document, catalogue, id).filter((one) =>
    fits(one.schema.title, one.name, one.schema.description),
  );
  const isLabelShown = fits(words.inspector.label);
  const isHelpShown = field !== undefined && fits(words.inspector.help);
  const isRequiredShown = field !== undefined && field.kind !== "calc" && fits(words.inspector.required);
  const nothing = settings.length === 0 && !isLabelShown && !isHelpShown && !isRequiredShown;

  const set = (
    target: { in: Collection; id: string },
    path: string,
    value: Json | undefined,
    name: string,
  ) => {
    const label = `change ${inSentence(name)} of ${labelOf(document, catalogue, id)}`;
    const made = setProperty(bench.draft.getState().document, target, path, value, label);
    perform(bench, made, { coalesce: `${target.in}/${target.id}/${path}` });
  };
  const own = node.field ? { in: "fields" as const, id: node.field } : null;
  return (
    <div className={styles.settings}>
      {isLabelShown ? (
        <div
          data-setting={
            node.field
              ? settingMark(node.field, "label")
              : settingMark(id, `props.${labelProperty(node.component)}`)
          }
        >
          <LabelField id={id} />
        </div>
      ) : null}
      {isHelpShown && own ? (
        <div data-setting={settingMark(own.id, "help")}>
          <TextField
            label={words.inspector.help}
            hint={words.inspector.helpHint}
            value={field.help}
            maxLength={500}
            onChange={(text) => set(own, "help", text, words.inspector.help)}
          />
        </div>
      ) : null}
      {isRequiredShown && own ? (
        <div data-setting={settingMark(own.id, "required")}>
          <Switch
            spread
            isSelected={field.required}
            note={words.inspector.requiredNote}
            onChange={(on) => set(own, "required", on, words.inspector.required)}
          >
            {words.inspector.required}
          </Switch>
        </div>
      ) : null}
      {GROUPS.map((group) => {
        const items = settings.filter((one) => (one.schema["x-group"] ?? "Answer") === group);
        return items.length === 0 ? null : (
          <fieldset key={group} className={styles.group}>
            <legend>{words.inspector.groups[group] ?? group}</legend>
            {items.map((one) => (
              <div key={one.path} className={styles.setting} data-setting={settingMark(one.id, one.path)}>
                <Widget
                  name={one.name}
                  schema={one.schema}
                  value={one.value}
                  entity={entityFor(document, id, one)}
                  onChange={(value) =>
                    set({ in: one.in, id: one.id }, one.path, value, one.schema.title ?? one.name)
                  }
                />
                {one.value !== undefined && one.schema["x-widget"] !== "options" ? (
                  <span className={styles.reset}>
                    <IconButton
                      label={words.inspector.reset(one.schema.title ?? one.name)}
                      icon={RotateCcw}
                      onPress={() =>
                        set({ in: one.in, id: one.id }, one.path, undefined, one.schema.title ?? one.name)
                      }
                    />
                  </span>
                ) : null}
              </div>
            ))}
          </fieldset>
        );
      })}
      {nothing ? <p className={styles.none}>{words.inspector.nothing(query)}</p> : null}
    </div>
  );
}

type Document = Parameters<typeof labelOf>[0];

function settingsOf(document: Document, catalogue: Parameters<typeof labelOf>[1], id: string): Setting[] {
  const node = document.nodes[id];
  if (!node) return [];
  const fieldId = node.field;
  const field = fieldId ? document.fields[fieldId] : undefined;
  const manifest = catalogue.byKind.get(field ? kindOfNode(document, id) : kindOf(node.component));
  const hidden = field ? "" : labelProperty(node.component);
  const own = Object.entries(manifest?.settings.properties ?? {}).map(
    ([name, schema]): Setting => ({
      name,
      path: `settings.${name}`,
      in: "fields",
      id: fieldId ?? "",
      schema,
      value: field?.settings[name],
    }),
  );
  const place = Object.entries(manifest?.props.properties ?? {})
    .filter(([name]) => name !== hidden)
    .map(
      ([name, schema]): Setting => ({
        name,
        path: `props.${name}`,
        in: "nodes",
        id,
        schema,
        value: node.props[name],
      }),
    );
  return field ? [...own, ...place] : place;
}

/** The table whose fields a setting may name: the one a sibling setting chose, else the page's. */
function entityFor(document: Document, id: string, setting: Setting): string | null {
  const node = document.nodes[id];
  const chooser = setting.schema["x-entity"];
  const source = setting.in === "fields" ? document.fields[setting.id]?.settings : node?.props;
  const named = chooser ? source?.[chooser] : undefined;
  if (typeof named === "string" && named) return named;
  const field = node?.field ? document.fields[node.field] : undefined;
  return field?.entity ?? document.pages[node?.page ?? ""]?.entity ?? null;
}

function LabelField({ id }: { readonly id: string }) {
  const bench = useWorkbench();
  const catalogue = useCatalogue();
  const document = useDraft((state) => state.document);
  const node = document.nodes[id];
  const field = node?.field ? document.fields[node.field] : undefined;
  const stored = field ? field.label : node?.props[labelProperty(node.component)];
  const title = field ? words.inspector.label : words.inspector.pageTitle;
  const manifest = catalogue.byKind.get(kindOf(node?.component ?? ""));
  if (!field && manifest?.props.properties?.[labelProperty(node?.component ?? "")] === undefined) return null;
  return (
    <TextField
      label={title}
      value={typeof stored === "string" ? stored : ""}
      maxLength={200}
      onChange={(text) => {
        const { document: now } = bench.draft.getState();
        const path = field ? "label" : `props.${labelProperty(node?.component ?? "")}`;
        const target = field
          ? { in: "fields" as const, id: node?.field ?? "" }
          : { in: "nodes" as const, id };
        const made = setProperty(
          now,
          target,
          path,
          text,
          setLabel(now, id, text || labelOf(now, catalogue, id)).label,
        );
        perform(bench, made, { coalesce: `label/${id}` });
      }}
    />
  );
}
