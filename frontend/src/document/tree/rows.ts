import { treeOf } from "@/document/tree/index";
import type { Definition } from "@/document/types";

/** One visible line of a tree: what a treeitem needs to say about itself. */
export interface Row {
  readonly id: string;
  readonly level: number;
  readonly position: number;
  readonly size: number;
  readonly hasChildren: boolean;
  readonly isExpanded: boolean;
}

/** The rows a person sees, top to bottom; contents of collapsed containers are left out. */
export function rows(document: Definition, page: string, collapsed: ReadonlySet<string>): Row[] {
  const tree = treeOf(document.nodes);
  const found: Row[] = [];
  const walk = (key: string, level: number) => {
    const siblings = tree.get(key) ?? [];
    siblings.forEach((id, index) => {
      const hasChildren = (tree.get(id)?.length ?? 0) > 0;
      const isExpanded = hasChildren && !collapsed.has(id);
      found.push({ id, level, position: index + 1, size: siblings.length, hasChildren, isExpanded });
      if (isExpanded) walk(id, level + 1);
    });
  };
  walk(page, 1);
  return found;
}

/** The neighbour of a row, or undefined at the end. */
export function neighbour(all: readonly Row[], id: string, by: number): string | undefined {
  const index = all.findIndex((row) => row.id === id);
  return index < 0 ? undefined : all[index + by]?.id;
}
