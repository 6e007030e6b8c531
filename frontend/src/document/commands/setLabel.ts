import { setProperty } from "@/document/commands/setProperty";
import type { Definition, Edit } from "@/document/types";

/** Renames what a node shows: its field's label, or its own title. The key never changes with it. */
export function setLabel(document: Definition, id: string, words: string): Edit {
  const node = document.nodes[id];
  const label = words.trim();
  if (!node) return { label: "rename", operations: [] };
  if (node.field) {
    return setProperty(document, { in: "fields", id: node.field }, "label", label, `rename ${label}`);
  }
  return setProperty(
    document,
    { in: "nodes", id },
    `props.${labelProperty(node.component)}`,
    label,
    `rename ${label}`,
  );
}

/** Where a node without a field keeps the words people know it by. */
export function labelProperty(component: string): string {
  if (component.startsWith("content@")) return "heading";
  return component.startsWith("stat@") ? "label" : "title";
}
