import { settingMark } from "@/designer/frame/goToObject";
import styles from "@/designer/inspector/inspector.module.css";
import { Widget } from "@/designer/inspector/widgets";
import { perform, useCatalogue, useDraft, useWorkbench } from "@/designer/store/context";
import { setProperty } from "@/document/commands/setProperty";
import { inSentence } from "@/expressions/inSentence";

/** The settings of a field's kind, from its manifest; without what belongs to a place on a page. */
export function FieldSettings({ id }: { readonly id: string }) {
  const bench = useWorkbench();
  const catalogue = useCatalogue();
  const field = useDraft((state) => state.document.fields[id]);
  if (!field) return null;
  const settings = Object.entries(catalogue.byKind.get(field.kind)?.settings.properties ?? {});
  return (
    <div className={styles.settings}>
      {settings.map(([name, schema]) => {
        const chosen = schema["x-entity"] ? field.settings[schema["x-entity"]] : undefined;
        return (
          <div key={name} data-setting={settingMark(id, `settings.${name}`)}>
            <Widget
              name={name}
              schema={schema}
              value={field.settings[name]}
              entity={typeof chosen === "string" ? chosen : field.entity}
              onChange={(value) => {
                const label = `change ${inSentence(schema.title ?? name)} of ${field.label}`;
                const path = `settings.${name}`;
                const made = setProperty(
                  bench.draft.getState().document,
                  { in: "fields", id },
                  path,
                  value,
                  label,
                );
                perform(bench, made, { coalesce: `fields/${id}/${path}` });
              }}
            />
          </div>
        );
      })}
    </div>
  );
}
