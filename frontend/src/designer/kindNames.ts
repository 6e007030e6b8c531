import { type Catalogue, kindOf } from "@/document/catalogue";
import type { Definition } from "@/document/types";
import { inSentence } from "@/expressions/inSentence";

/** "money", "long text": a kind's name inside a sentence. */
export function nameOfKind(catalogue: Catalogue, kind: string): string {
  return inSentence(catalogue.byKind.get(kind)?.name ?? kind);
}

export function kindOfNode(document: Definition, id: string): string {
  const node = document.nodes[id];
  if (!node) return "";
  return (node.field ? document.fields[node.field]?.kind : undefined) ?? kindOf(node.component);
}
