import { kindOf } from "@/document/catalogue";
import type { Definition, Json, Node, Operation } from "@/document/types";

/** The props of views that name fields by id. */
const LISTS: Readonly<Record<string, readonly string[]>> = {
  table: ["columns", "filters"],
  details: ["fields"],
};
const WIDE = new Set(["textarea", "file", "choices"]);
const COLUMNS_AT_START = 6;

/** Puts a new field into the views of its entity that name their fields, so it is seen at once. */
export function showInViews(
  document: Definition,
  entity: string,
  fields: readonly { id: string; kind: string }[],
): Operation[] {
  const found: Operation[] = [];
  for (const [id, node] of viewsOf(document, entity)) {
    const kind = kindOf(node.component);
    const name = kind === "table" ? "columns" : "fields";
    const named = node.props[name];
    if (named !== undefined && !isIds(named)) continue;
    const shown = named ?? [];
    const room = kind === "table" ? COLUMNS_AT_START - shown.length : Number.POSITIVE_INFINITY;
    const fit = fields
      .filter((field) => kind !== "table" || !WIDE.has(field.kind))
      .slice(0, Math.max(0, room));
    if (fit.length === 0) continue;
    const value = [...shown, ...fit.map((field) => field.id)];
    found.push({ op: "set", in: "nodes", id, path: `props.${name}`, value });
  }
  return found;
}

/** Takes removed fields out of every view that names them. */
export function hideFromViews(document: Definition, gone: ReadonlySet<string>): Operation[] {
  const found: Operation[] = [];
  for (const [id, node] of Object.entries(document.nodes)) {
    for (const name of LISTS[kindOf(node.component)] ?? []) {
      const named = node.props[name];
      if (!isIds(named) || !named.some((one) => gone.has(one))) continue;
      const value = named.filter((one) => !gone.has(one));
      found.push({ op: "set", in: "nodes", id, path: `props.${name}`, value });
    }
    const sort = node.props.sort as { field?: string } | null | undefined;
    if (sort?.field && gone.has(sort.field)) {
      found.push({ op: "set", in: "nodes", id, path: "props.sort" });
    }
  }
  return found;
}

function viewsOf(document: Definition, entity: string): [string, Node][] {
  return Object.entries(document.nodes).filter(([, node]) => {
    const isView = kindOf(node.component) in LISTS;
    return isView && document.pages[node.page]?.entity === entity;
  });
}

function isIds(value: Json | undefined): value is readonly string[] {
  return Array.isArray(value) && value.every((one) => typeof one === "string");
}
