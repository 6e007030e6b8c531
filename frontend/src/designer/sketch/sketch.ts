/**
 * The draft in the shape the renderer reads, made in the browser so that typing shows at once.
 *
 * It has no compiled rules and no formulas: the canvas shows what stands where. What people will really get is the
 * server's artefact, which the preview uses.
 */
import { type Catalogue, defaultsOf, kindOf } from "@/document/catalogue";
import { sortedIds } from "@/document/tree/bySort";
import type { Definition, Entity, Field, Json, Node, Settings } from "@/document/types";
import type { EntitySpec, FieldSpec, NodeSpec } from "@/library/types";

const fieldCache = new WeakMap<Field, FieldSpec>();
const nodeCache = new WeakMap<Node, NodeSpec>();

export function fieldSpec(document: Definition, catalogue: Catalogue, id: string): FieldSpec | null {
  const field = document.fields[id];
  if (!field) return null;
  const known = fieldCache.get(field);
  if (known) return known;
  const manifest = catalogue.byKind.get(field.kind);
  const stored = { ...(manifest ? defaultsOf(manifest.settings) : {}), ...field.settings };
  const target = typeof stored.entity === "string" ? (document.entities[stored.entity]?.key ?? null) : null;
  const settings: Settings = {
    ...stored,
    ...(field.kind === "money" && !stored.currency ? { currency: document.app.currency || "EUR" } : {}),
    ...(target ? { entity: target, show: [] } : {}),
  };
  const spec: FieldSpec = {
    id,
    key: field.key,
    label: field.label,
    kind: field.kind,
    component: manifest ? `${field.kind}@${manifest.version.split(".")[0]}` : `${field.kind}@1`,
    required: field.required,
    unique: field.unique,
    help: field.help,
    sensitivity: field.sensitivity,
    personal: field.personal,
    default: field.default,
    settings,
    type: manifest?.type ?? "string",
    formula: null,
    target,
    hidden: false,
  };
  fieldCache.set(field, spec);
  return spec;
}

export function nodeSpec(document: Definition, catalogue: Catalogue, id: string): NodeSpec | null {
  const node = document.nodes[id];
  if (!node) return null;
  const known = nodeCache.get(node);
  if (known) return known;
  const manifest = catalogue.byKind.get(kindOf(node.component));
  const props = { ...(manifest ? defaultsOf(manifest.props) : {}), ...node.props };
  const spec: NodeSpec = {
    id,
    component: node.component,
    field: node.field ? (document.fields[node.field]?.key ?? null) : null,
    props: withKeys(document, props),
    show: null,
    require: null,
    show_text: null,
    children: [],
  };
  nodeCache.set(node, spec);
  return spec;
}

export function entitySpec(document: Definition, catalogue: Catalogue, id: string): EntitySpec | null {
  const entity = document.entities[id];
  if (!entity) return null;
  const fields = sortedIds(document.fields, (field) => field.entity === id);
  return {
    id,
    key: entity.key,
    label: entity.label,
    label_plural: entity.label_plural,
    title_field: titleKey(document, entity),
    fields: fields.map((one) => fieldSpec(document, catalogue, one)).filter((one) => one !== null),
    formula_order: [],
  };
}

export function entitySpecs(document: Definition, catalogue: Catalogue): EntitySpec[] {
  return sortedIds(document.entities)
    .map((id) => entitySpec(document, catalogue, id))
    .filter((one) => one !== null);
}

function titleKey(document: Definition, entity: Entity): string | null {
  return entity.title_field ? (document.fields[entity.title_field]?.key ?? null) : null;
}

/** Field ids in props become keys, as in the compiled artefact. */
function withKeys(document: Definition, props: Settings): Settings {
  const keyOf = (id: Json) => (typeof id === "string" ? document.fields[id]?.key : undefined);
  const next: Record<string, Json> = { ...props };
  for (const name of ["columns", "filters", "fields"]) {
    const ids = props[name];
    if (Array.isArray(ids)) next[name] = ids.map(keyOf).filter((key) => key !== undefined);
  }
  const sort = props.sort as { field?: string; descending?: boolean } | null | undefined;
  if (sort?.field) {
    const field = keyOf(sort.field);
    next.sort = field ? { field, descending: sort.descending ?? false } : null;
  }
  return next;
}
