/** From changes to the marks on a drawn page, and to the page a change is seen on. Pure. */
import type { AppArtefact, Change } from "@/features/checks/types";
import { words } from "@/features/checks/words";
import type { Mark } from "@/renderer";

type Node = AppArtefact["pages"][number]["nodes"][number];

/** The marks to draw, by node id. A change of a field marks the nodes that show it; added and removed outrank changed. */
export function marksOf(artefact: AppArtefact, changes: readonly Change[]): ReadonlyMap<string, Mark> {
  const kinds = new Map<string, Change["kind"]>();
  for (const { object_id, kind } of changes) {
    const earlier = kinds.get(object_id);
    if (!earlier || earlier === "changed" || earlier === "moved") kinds.set(object_id, kind);
  }
  const marks = new Map<string, Mark>();
  for (const page of artefact.pages) {
    const fields = fieldIds(artefact, page.entity);
    const visit = (node: Node): void => {
      const field = node.field === null ? undefined : fields.get(node.field);
      const change = kinds.get(node.id) ?? (field === undefined ? undefined : kinds.get(field));
      if (change) marks.set(node.id, { change, label: words.kinds[change] });
      node.children.forEach(visit);
    };
    page.nodes.forEach(visit);
  }
  return marks;
}

/** The key of the page that shows an object (a node, the field of a node, the page itself); null when none does. */
export function pageOf(artefact: AppArtefact | null, objectId: string): string | null {
  const found = artefact?.pages.find((page) => {
    const fields = fieldIds(artefact, page.entity);
    const shows = (node: Node): boolean =>
      node.id === objectId ||
      (node.field !== null && fields.get(node.field) === objectId) ||
      node.children.some(shows);
    return page.id === objectId || page.nodes.some(shows);
  });
  return found?.key ?? null;
}

function fieldIds(artefact: AppArtefact, entity: string | null): ReadonlyMap<string, string> {
  const fields = artefact.entities.find((one) => one.key === entity)?.fields ?? [];
  return new Map(fields.map((field) => [field.key, field.id]));
}
