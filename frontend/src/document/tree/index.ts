import { bySort } from "@/document/tree/bySort";
import type { Definition, Node } from "@/document/types";

/** Children of every parent, in order. Built once per version of the nodes map. */
export type Tree = ReadonlyMap<string, readonly string[]>;

const cache = new WeakMap<Definition["nodes"], Tree>();

/** The key of a place: a container node, or a page for its roots. */
export function placeKey(page: string, parent: string | null): string {
  return parent ?? page;
}

export function treeOf(nodes: Definition["nodes"]): Tree {
  const known = cache.get(nodes);
  if (known) return known;
  const groups = new Map<string, [string, Node][]>();
  for (const entry of Object.entries(nodes)) {
    const key = placeKey(entry[1].page, entry[1].parent);
    const group = groups.get(key);
    if (group) group.push(entry);
    else groups.set(key, [entry]);
  }
  const tree = new Map<string, readonly string[]>();
  for (const [key, group] of groups)
    tree.set(
      key,
      group.sort(bySort).map(([id]) => id),
    );
  cache.set(nodes, tree);
  return tree;
}
