import { type Catalogue, kindOf } from "@/document/catalogue";
import type { Definition } from "@/document/types";

/** "money", "long text": a kind's name inside a sentence. */
export function nameOfKind(catalogue: Catalogue, kind: string): string {
  return (catalogue.byKind.get(kind)?.name ?? kind).toLowerCase();
}

export function kindOfNode(document: Definition, id: string): string {
  const node = document.nodes[id];
  if (!node) return "";
  return (node.field ? document.fields[node.field]?.kind : undefined) ?? kindOf(node.component);
}
