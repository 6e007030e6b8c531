import type { Definition } from "@/document/types";

/** Containers from the outermost down to the node's parent. */
export function path(document: Definition, id: string): string[] {
  const found: string[] = [];
  let at = document.nodes[id]?.parent ?? null;
  while (at !== null && !found.includes(at)) {
    found.unshift(at);
    at = document.nodes[at]?.parent ?? null;
  }
  return found;
}
