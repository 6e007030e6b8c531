import type { CommandContext } from "@/document/commands/context";
import { hideFromViews } from "@/document/commands/lists";
import { rulesUsing } from "@/document/rules/uses";
import { children } from "@/document/tree/children";
import { withDescendants } from "@/document/tree/descendants";
import { labelOf } from "@/document/tree/labels";
import type { Definition, Edit, Operation } from "@/document/types";

/**
 * Removes nodes with all that cannot live without them, as one step: what they contain, rules about them, texts
 * on them, and each field whose only place in a form this was. Rules that read a removed field stay, marked by the
 * checks, because the person decides what should happen instead.
 */
export function removeNodes(document: Definition, context: CommandContext, ids: readonly string[]): Edit {
  const nodes = new Set(ids.flatMap((id) => withDescendants(document, id)));
  const fields = fieldsOnlyHere(document, nodes);
  const gone = new Set([...nodes, ...fields]);
  const first = ids[0] ?? "";
  const label = labelOf(document, context.catalogue, first);
  const name = ids.length === 1 ? label : `${ids.length} fields`;
  const operations: Operation[] = [
    ...dependants(document, gone),
    ...hideFromViews(document, fields).filter(
      (operation) => !("id" in operation && gone.has(operation.id ?? "")),
    ),
    ...titlesOf(document, fields),
    ...[...nodes].reverse().map((id): Operation => ({ op: "remove", in: "nodes", id })),
    ...[...fields].map((id): Operation => ({ op: "remove", in: "fields", id })),
  ];
  const focus = focusAfter(document, nodes, first);
  return {
    label: `delete ${name}`,
    operations,
    said: `${name} deleted. Control Z to undo.`,
    lost: lostRules(document, fields, gone),
    ...(focus ? { focus } : {}),
  };
}

/** Fields that stand in none of the other forms. */
function fieldsOnlyHere(document: Definition, nodes: ReadonlySet<string>): Set<string> {
  const elsewhere = new Set<string>();
  const here = new Set<string>();
  for (const [id, node] of Object.entries(document.nodes)) {
    if (node.field) (nodes.has(id) ? here : elsewhere).add(node.field);
  }
  return new Set([...here].filter((id) => !elsewhere.has(id)));
}

function dependants(document: Definition, gone: ReadonlySet<string>): Operation[] {
  const rules = Object.entries(document.rules).filter(([, rule]) => gone.has(rule.target));
  const texts = Object.entries(document.texts).filter(([, text]) => gone.has(text.on));
  return [
    ...rules.map(([id]): Operation => ({ op: "remove", in: "rules", id })),
    ...texts.map(([id]): Operation => ({ op: "remove", in: "texts", id })),
  ];
}

function titlesOf(document: Definition, fields: ReadonlySet<string>): Operation[] {
  return Object.entries(document.entities)
    .filter(([, entity]) => entity.title_field && fields.has(entity.title_field))
    .map(([id]): Operation => ({ op: "set", in: "entities", id, path: "title_field", value: null }));
}

function lostRules(
  document: Definition,
  fields: ReadonlySet<string>,
  gone: ReadonlySet<string>,
): readonly string[] {
  const keys = new Set([...fields].map((id) => document.fields[id]?.key ?? ""));
  return rulesUsing(document, keys)
    .filter((id) => !gone.has(document.rules[id]?.target ?? ""))
    .map((id) => `A rule still reads it: ${document.rules[id]?.when ?? ""}`);
}

/** Next sibling, else previous, else the parent. */
function focusAfter(document: Definition, gone: ReadonlySet<string>, id: string): string | null {
  const node = document.nodes[id];
  if (!node) return null;
  const siblings = children(document, node.page, node.parent);
  const at = siblings.indexOf(id);
  const next = siblings.slice(at + 1).find((one) => !gone.has(one));
  const previous = siblings.slice(0, at).findLast((one) => !gone.has(one));
  return next ?? previous ?? node.parent;
}
