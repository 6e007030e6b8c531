import type { CommandContext } from "@/document/commands/context";
import { showInViews } from "@/document/commands/lists";
import { ordersAt, placeAfter } from "@/document/commands/place";
import { uniqueKey } from "@/document/keys/derive";
import { keysBetween } from "@/document/order/keysBetween";
import { sortedIds } from "@/document/tree/bySort";
import { withDescendants } from "@/document/tree/descendants";
import { labelOf } from "@/document/tree/labels";
import type { Definition, Edit, Json, Operation } from "@/document/types";

/** Copies a node with what it contains; each copied field becomes a field of its own. */
export function duplicateNode(document: Definition, context: CommandContext, id: string): Edit {
  const source = document.nodes[id];
  if (!source) return { label: "duplicate", operations: [] };
  const place = placeAfter(document, source.page, id);
  const top = ordersAt(document, place, 1)[0] ?? "a0";
  const copies = new Map<string, string>();
  const operations: Operation[] = [];
  const shown = new Map<string, { id: string; kind: string }[]>();
  const copier = fieldCopier(document, context);
  for (const one of withDescendants(document, id)) {
    const node = document.nodes[one];
    if (!node) continue;
    const copy = context.newId("nod");
    copies.set(one, copy);
    let field: string | null = null;
    if (node.field && document.fields[node.field]) {
      const made = copier(node.field);
      field = made.id;
      operations.push(made.operation);
      shown.set(made.entity, [...(shown.get(made.entity) ?? []), made]);
    }
    const value = {
      ...node,
      field,
      parent: one === id ? node.parent : (copies.get(node.parent ?? "") ?? null),
      order: one === id ? top : node.order,
    };
    operations.push({ op: "add", in: "nodes", id: copy, value: value as unknown as Json });
  }
  for (const [entity, fields] of shown) operations.push(...showInViews(document, entity, fields));
  const label = labelOf(document, context.catalogue, id);
  return {
    label: `duplicate ${label}`,
    operations,
    focus: copies.get(id) ?? id,
    said: `${label} duplicated.`,
  };
}

interface CopiedField {
  readonly id: string;
  readonly kind: string;
  readonly entity: string;
  readonly operation: Operation;
}

function fieldCopier(document: Definition, context: CommandContext): (id: string) => CopiedField {
  const made: string[] = [];
  let lastOrder: string | null = null;
  return (id) => {
    const field = document.fields[id];
    if (!field) throw new RangeError(`${id} is not a field`);
    const own = Object.values(document.fields).filter((other) => other.entity === field.entity);
    const key = uniqueKey(field.key, [...own.map((other) => other.key), ...made]);
    const label = copyLabel(field.label, new Set(own.map((other) => other.label)));
    made.push(key);
    const last = sortedIds(document.fields, (other) => other.entity === field.entity).at(-1);
    lastOrder =
      keysBetween(lastOrder ?? (last ? (document.fields[last]?.order ?? null) : null), null, 1)[0] ?? "a0";
    const copy = context.newId("fld");
    const value = { ...field, key, label, unique: false, order: lastOrder };
    return {
      id: copy,
      kind: field.kind,
      entity: field.entity,
      operation: { op: "add", in: "fields", id: copy, value: value as unknown as Json },
    };
  };
}

function copyLabel(label: string, taken: ReadonlySet<string>): string {
  for (let number = 2; ; number += 1) {
    const next = `${label} ${number}`;
    if (!taken.has(next)) return next;
  }
}
