import type { CommandContext } from "@/document/commands/context";
import { keysBetween } from "@/document/order/keysBetween";
import { sortedIds } from "@/document/tree/bySort";
import { labelOf } from "@/document/tree/labels";
import type { Definition, Edit, Json } from "@/document/types";

export interface NewRule {
  readonly effect: "show" | "require";
  readonly target: string;
  readonly when: string;
}

/** Adds a rule about a node of a form. */
export function addRule(document: Definition, context: CommandContext, rule: NewRule): Edit {
  const node = document.nodes[rule.target];
  const page = document.pages[node?.page ?? ""];
  const id = context.newId("rul");
  const last = sortedIds(document.rules).at(-1);
  const order = keysBetween(last ? (document.rules[last]?.order ?? null) : null, null, 1)[0] ?? "a0";
  const entity = page?.entity ?? document.fields[node?.field ?? ""]?.entity ?? "";
  const label = labelOf(document, context.catalogue, rule.target);
  const value: Json = { entity, effect: rule.effect, target: rule.target, when: rule.when, order };
  return {
    label: `add rule for ${label}`,
    operations: [{ op: "add", in: "rules", id, value }],
    focus: id,
    said: `Rule added for ${label}.`,
  };
}
