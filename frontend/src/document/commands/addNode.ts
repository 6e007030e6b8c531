import { componentOf } from "@/document/catalogue";
import type { CommandContext } from "@/document/commands/context";
import { ordersAt, type Place } from "@/document/commands/place";
import { children } from "@/document/tree/children";
import { labelOf } from "@/document/tree/labels";
import type { Definition, Edit, Json, Settings } from "@/document/types";
import { inSentence } from "@/expressions/inSentence";

/** Adds something that holds no data: a page, a section, columns, text, a notice, a view. */
export function addNode(
  document: Definition,
  context: CommandContext,
  kind: string,
  place: Place,
  props: Settings = {},
): Edit {
  const manifest = context.catalogue.byKind.get(kind);
  const id = context.newId("nod");
  const name = manifest?.name ?? kind;
  const after = children(document, place.page, place.parent)[place.index - 1];
  const value = {
    page: place.page,
    parent: place.parent,
    order: ordersAt(document, place, 1)[0] ?? "a0",
    component: manifest ? componentOf(manifest) : `${kind}@1`,
    field: null,
    props: {
      ...startProps(document, kind, place),
      ...props,
    },
  };
  return {
    label: `add ${inSentence(name)}`,
    operations: [{ op: "add", in: "nodes", id, value: value as Json }],
    focus: id,
    said: after ? `${name} added after ${labelOf(document, context.catalogue, after)}.` : `${name} added.`,
  };
}

/** A container needs a name before it can be read aloud. */
function startProps(document: Definition, kind: string, place: Place): Settings {
  if (kind === "page") {
    const pages = children(document, place.page, null).filter((id) =>
      document.nodes[id]?.component.startsWith("page@"),
    );
    return { title: `Step ${pages.length + 1}` };
  }
  return kind === "section" ? { title: "New section" } : {};
}
