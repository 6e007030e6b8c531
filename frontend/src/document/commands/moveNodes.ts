import type { CommandContext } from "@/document/commands/context";
import { ordersAt, type Place } from "@/document/commands/place";
import { withDescendants } from "@/document/tree/descendants";
import { labelOf } from "@/document/tree/labels";
import type { Definition, Edit, Operation } from "@/document/types";

/** Puts nodes, in the given order, into a gap. Their contents follow, also to another page. */
export function moveNodes(
  document: Definition,
  context: CommandContext,
  ids: readonly string[],
  place: Place,
): Edit {
  const moved = new Set(ids);
  const orders = ordersAt(document, place, ids.length, moved);
  const operations: Operation[] = [];
  ids.forEach((id, index) => {
    const order = orders[index] ?? "a0";
    operations.push({ op: "move", in: "nodes", id, page: place.page, parent: place.parent, order });
    if (document.nodes[id]?.page === place.page) return;
    for (const inner of withDescendants(document, id).slice(1)) {
      const node = document.nodes[inner];
      if (node) operations.push({ op: "move", in: "nodes", id: inner, page: place.page, order: node.order });
    }
  });
  const first = ids[0] ?? "";
  const name = ids.length === 1 ? labelOf(document, context.catalogue, first) : `${ids.length} fields`;
  return { label: `move ${name}`, operations, focus: first };
}
