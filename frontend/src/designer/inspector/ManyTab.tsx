import { perform, useDraft, useWorkbench } from "@/designer/store/context";
import { words } from "@/designer/words";
import { setProperty } from "@/document/commands/setProperty";
import type { Json } from "@/document/types";
import { Select } from "@/ui";
import { SENSITIVITIES } from "./FieldData";
import styles from "./inspector.module.css";

/** What several selected fields have in common; "Mixed" where they differ. */
export function ManyTab({ ids }: { readonly ids: readonly string[] }) {
  const bench = useWorkbench();
  const document = useDraft((state) => state.document);
  const fields = ids.map((id) => document.nodes[id]?.field).filter((id) => typeof id === "string");
  const shared = (name: "required" | "sensitivity") => {
    const values = new Set(fields.map((id) => document.fields[id]?.[name]));
    return values.size === 1 ? [...values][0] : undefined;
  };
  const setAll = (name: string, value: Json) => {
    const now = bench.draft.getState().document;
    const operations = fields.flatMap(
      (id) => setProperty(now, { in: "fields", id }, name, value, "").operations,
    );
    perform(bench, { label: `change ${name} of ${fields.length} fields`, operations });
  };
  const required = shared("required");
  return (
    <div className={styles.settings}>
      <Select
        label={words.inspector.required}
        placeholder={words.inspector.mixed}
        options={[
          { id: "yes", label: words.required },
          { id: "no", label: words.optional },
        ]}
        value={required === undefined ? null : required ? "yes" : "no"}
        onChange={(id) => setAll("required", id === "yes")}
      />
      <Select
        label={words.inspector.sensitivity}
        placeholder={words.inspector.mixed}
        options={SENSITIVITIES}
        value={(shared("sensitivity") as string | undefined) ?? null}
        onChange={(id) => setAll("sensitivity", id)}
      />
    </div>
  );
}
