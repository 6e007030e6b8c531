import { type Catalogue, kindOf, type Manifest } from "@/document/catalogue";
import { cannotGoInside, cannotGoInsideItself, cannotStandOn } from "@/document/move/words";
import { withDescendants } from "@/document/tree/descendants";
import type { Definition, PageKind } from "@/document/types";

/** Why these nodes may not stand in this place, as a sentence, or null when they may. */
export function refusal(
  document: Definition,
  catalogue: Catalogue,
  ids: readonly string[],
  page: string,
  parent: string | null,
): string | null {
  for (const id of ids) {
    const node = document.nodes[id];
    if (!node) continue;
    if (parent !== null && withDescendants(document, id).includes(parent)) {
      return cannotGoInsideItself(kindOf(node.component), catalogue);
    }
    const reason = refusalOfKind(document, catalogue, kindOf(node.component), page, parent);
    if (reason) return reason;
  }
  return null;
}

/** The same question for something that does not exist yet. */
export function refusalOfKind(
  document: Definition,
  catalogue: Catalogue,
  kind: string,
  page: string,
  parent: string | null,
): string | null {
  const manifest = catalogue.byKind.get(kind);
  if (!manifest) return null;
  const pageKind = document.pages[page]?.kind ?? "form";
  if (!fitsPage(manifest, pageKind)) return cannotStandOn(kind, catalogue, pageKind);
  if (parent === null) return null;
  const container = kindOf(document.nodes[parent]?.component ?? "");
  const accepts = catalogue.byKind.get(container)?.slots.children?.accepts;
  if (!accepts) return cannotGoInside(kind, container, catalogue);
  const fits = accepts.includes(kind) || accepts.includes(manifest.category);
  return fits ? null : cannotGoInside(kind, container, catalogue);
}

function fitsPage(manifest: Manifest, page: PageKind): boolean {
  return manifest.pages ? manifest.pages.includes(page) : true;
}

/** Whether a node can hold others. */
export function isContainer(document: Definition, catalogue: Catalogue, id: string): boolean {
  const kind = kindOf(document.nodes[id]?.component ?? "");
  return catalogue.byKind.get(kind)?.slots.children !== undefined;
}
