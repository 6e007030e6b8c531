import { keysBetween } from "@/document/order/keysBetween";
import { children } from "@/document/tree/children";
import type { Definition } from "@/document/types";

/** A gap between siblings: before the child at `index`, counted without the moved ones. */
export interface Place {
  readonly page: string;
  readonly parent: string | null;
  readonly index: number;
}

/** `count` order keys for this gap, as if the nodes in `without` were not there. */
export function ordersAt(
  document: Definition,
  place: Place,
  count: number,
  without: ReadonlySet<string> = new Set(),
): string[] {
  const siblings = children(document, place.page, place.parent).filter((id) => !without.has(id));
  const index = Math.max(0, Math.min(place.index, siblings.length));
  const before = orderOf(document, siblings[index - 1]);
  let end = index;
  // Two siblings may share an order (two people added at once): the gap then ends at the next larger one.
  while (before !== null && end < siblings.length && (orderOf(document, siblings[end]) ?? "") <= before)
    end += 1;
  return keysBetween(before, orderOf(document, siblings[end]), count);
}

function orderOf(document: Definition, id: string | undefined): string | null {
  return id ? (document.nodes[id]?.order ?? null) : null;
}

/** The gap right after a node, or the end of the page when there is none. */
export function placeAfter(document: Definition, page: string, after: string | null): Place {
  const node = after ? document.nodes[after] : undefined;
  if (!after || !node || node.page !== page) {
    return { page, parent: null, index: children(document, page, null).length };
  }
  const siblings = children(document, page, node.parent);
  return { page, parent: node.parent, index: siblings.indexOf(after) + 1 };
}
