import { type Catalogue, kindOf } from "@/document/catalogue";
import type { Definition } from "@/document/types";

/** What a person calls this node: the field's label, the container's title, else the name of its kind. */
export function labelOf(document: Definition, catalogue: Catalogue, id: string): string {
  const node = document.nodes[id];
  if (!node) return document.pages[id]?.title ?? id;
  const field = node.field ? document.fields[node.field] : undefined;
  if (field) return field.label || field.key;
  for (const name of ["title", "heading", "label", "text"]) {
    const words = node.props[name];
    if (typeof words === "string" && words.trim()) return short(words);
  }
  const kind = kindOf(node.component);
  return catalogue.byKind.get(kind)?.name ?? kind;
}

/** The name of the place: a container's label, or the page's title at the root. */
export function placeLabel(
  document: Definition,
  catalogue: Catalogue,
  page: string,
  parent: string | null,
): string {
  return parent ? labelOf(document, catalogue, parent) : (document.pages[page]?.title ?? "");
}

function short(words: string): string {
  const line = (words.trim().split("\n")[0] ?? "").replace(/^#+\s*/, "");
  return line.length > 48 ? `${line.slice(0, 47)}…` : line;
}
