import type { Operation } from "@/document/types";

/** `collection/id/property` of everything a batch writes; an empty property means the whole object. */
export function touched(operations: readonly Operation[]): Set<string> {
  const keys = new Set<string>();
  for (const operation of operations) {
    const stem = `${operation.in}/${"id" in operation ? (operation.id ?? "") : ""}`;
    if (operation.op === "set") keys.add(`${stem}/${operation.path}`);
    else if (operation.op === "move") keys.add(`${stem}/order`);
    else keys.add(`${stem}/`);
  }
  return keys;
}
