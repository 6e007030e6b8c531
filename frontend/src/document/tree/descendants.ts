import { treeOf } from "@/document/tree/index";
import type { Definition } from "@/document/types";

/** The node and everything inside it, containers before their contents. */
export function withDescendants(document: Definition, id: string): string[] {
  const tree = treeOf(document.nodes);
  const found: string[] = [];
  const walk = (at: string) => {
    found.push(at);
    for (const child of tree.get(at) ?? []) walk(child);
  };
  walk(id);
  return found;
}
