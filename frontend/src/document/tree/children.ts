import { placeKey, treeOf } from "@/document/tree/index";
import type { Definition } from "@/document/types";

const NONE: readonly string[] = [];

/** The children of a container, or of a page when `parent` is null, in order. */
export function children(document: Definition, page: string, parent: string | null): readonly string[] {
  return treeOf(document.nodes).get(placeKey(page, parent)) ?? NONE;
}
