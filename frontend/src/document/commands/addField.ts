import { componentOf } from "@/document/catalogue";
import type { CommandContext } from "@/document/commands/context";
import { showInViews } from "@/document/commands/lists";
import { ordersAt, type Place } from "@/document/commands/place";
import { keyFromLabel, uniqueKey } from "@/document/keys/derive";
import { keysBetween } from "@/document/order/keysBetween";
import { sortedIds } from "@/document/tree/bySort";
import { children } from "@/document/tree/children";
import { labelOf } from "@/document/tree/labels";
import type { Definition, Edit, Field, Json, Operation, Settings } from "@/document/types";

/** A field somebody asked for; what is left out takes the kind's default. */
export interface NewField {
  readonly label: string;
  readonly kind: string;
  readonly required?: boolean;
  readonly settings?: Settings;
  readonly personal?: boolean;
  readonly sensitivity?: Field["sensitivity"];
}

export interface AddedFields extends Edit {
  readonly fields: readonly string[];
  readonly nodes: readonly string[];
}

/** Adds questions to the data and, when a place is given, to the form there; one undo step. */
export function addFields(
  document: Definition,
  context: CommandContext,
  entity: string,
  wanted: readonly NewField[],
  place: Place | null,
): AddedFields {
  const taken = takenKeys(document, entity);
  const last = sortedIds(document.fields, (field) => field.entity === entity).at(-1);
  const fieldOrders = keysBetween(last ? (document.fields[last]?.order ?? null) : null, null, wanted.length);
  const nodeOrders = place ? ordersAt(document, place, wanted.length) : [];
  const operations: Operation[] = [];
  const fields: { id: string; kind: string }[] = [];
  const nodes: string[] = [];
  wanted.forEach((one, index) => {
    const id = context.newId("fld");
    const key = uniqueKey(keyFromLabel(one.label), taken);
    taken.add(key);
    const value = fieldOf(one, { entity, key, order: fieldOrders[index] ?? "a0" });
    operations.push({ op: "add", in: "fields", id, value: value as unknown as Json });
    fields.push({ id, kind: one.kind });
    if (!place) return;
    const node = context.newId("nod");
    nodes.push(node);
    operations.push(
      nodeFor(context, place, { node, field: id, kind: one.kind, order: nodeOrders[index] ?? "a0" }),
    );
  });
  operations.push(...showInViews(document, entity, fields));
  operations.push(...titleIfNone(document, entity, fields));
  const focus = nodes.at(-1);
  return {
    label: wanted.length === 1 ? `add ${wanted[0]?.label ?? ""}` : `add ${wanted.length} fields`,
    operations,
    said: saidOf(document, context, wanted, place),
    ...(focus ? { focus } : {}),
    fields: fields.map((field) => field.id),
    nodes,
  };
}

function takenKeys(document: Definition, entity: string): Set<string> {
  return new Set(
    Object.values(document.fields)
      .filter((field) => field.entity === entity)
      .map((field) => field.key),
  );
}

/** Only what differs from the kind's defaults is stored, so a diff shows decisions. */
function fieldOf(wanted: NewField, place: { entity: string; key: string; order: string }): Field {
  return {
    entity: place.entity,
    key: place.key,
    label: wanted.label,
    kind: wanted.kind,
    required: wanted.kind === "calc" ? false : (wanted.required ?? true),
    unique: false,
    help: "",
    sensitivity: wanted.sensitivity ?? "internal",
    purpose: "",
    personal: wanted.personal ?? false,
    default: null,
    settings: wanted.settings ?? {},
    order: place.order,
  };
}

function nodeFor(
  context: CommandContext,
  place: Place,
  at: { node: string; field: string; kind: string; order: string },
): Operation {
  const manifest = context.catalogue.byKind.get(at.kind);
  return {
    op: "add",
    in: "nodes",
    id: at.node,
    value: {
      page: place.page,
      parent: place.parent,
      order: at.order,
      component: manifest ? componentOf(manifest) : `${at.kind}@1`,
      field: at.field,
      props: {},
    },
  };
}

function titleIfNone(
  document: Definition,
  entity: string,
  fields: readonly { id: string; kind: string }[],
): Operation[] {
  if (document.entities[entity]?.title_field) return [];
  const first = fields.find((field) => field.kind === "text");
  return first ? [{ op: "set", in: "entities", id: entity, path: "title_field", value: first.id }] : [];
}

function saidOf(
  document: Definition,
  context: CommandContext,
  wanted: readonly NewField[],
  place: Place | null,
): string {
  const first = wanted[0];
  if (wanted.length !== 1 || !first) return `${wanted.length} fields added.`;
  const name = context.catalogue.byKind.get(first.kind)?.name ?? first.kind;
  const after = place ? children(document, place.page, place.parent)[place.index - 1] : undefined;
  if (!after) return `${name} field added.`;
  return `${name} field added after ${labelOf(document, context.catalogue, after)}.`;
}
