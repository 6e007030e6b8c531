import { memo, useMemo } from "react";
import { fieldSpec, nodeSpec } from "@/designer/sketch/sketch";
import { useCatalogue, useDraft } from "@/designer/store/context";
import type { FieldSpec, NodeSpec } from "@/library/types";
import { type Artefact, Render } from "@/renderer";
import styles from "./item.module.css";

/** What people will see of this one object, drawn by the one renderer and out of reach of keyboard and pointer. */
export function NodePreview({ id }: { readonly id: string }) {
  const catalogue = useCatalogue();
  const node = useDraft((state) => nodeSpec(state.document, catalogue, id));
  const field = useDraft((state) =>
    fieldSpec(state.document, catalogue, state.document.nodes[id]?.field ?? ""),
  );
  const currency = useDraft((state) => state.document.app.currency);
  if (!node) return null;
  return <Drawn node={node} field={field} currency={currency} />;
}

interface DrawnProps {
  readonly node: NodeSpec;
  readonly field: FieldSpec | null;
  readonly currency: string;
}

const Drawn = memo(function Drawn({ node, field, currency }: DrawnProps) {
  const artefact = useMemo(() => alone(node, field, currency), [node, field, currency]);
  return (
    <div className={styles.preview} inert>
      <Render artefact={artefact} pageKey="one" mode="design" />
    </div>
  );
});

/** An app of one page with one object on it. */
function alone(node: NodeSpec, field: FieldSpec | null, currency: string): Artefact {
  const own: NodeSpec = { ...node, props: { ...node.props, width: 12 } };
  return {
    format: 1,
    digest: "",
    app: { key: "one", title: "", summary: "", language: "en", currency },
    entities: [
      {
        id: "ent_one",
        key: "one",
        label: "",
        label_plural: "",
        title_field: null,
        fields: field ? [field] : [],
        formula_order: [],
      },
    ],
    pages: [
      {
        id: "pag_one",
        key: "one",
        kind: "form",
        entity: "one",
        title: "",
        intro: "",
        settings: {},
        texts: {},
        nodes: [own],
      },
    ],
  };
}
