import { goTo } from "@/designer/frame/areas";
import { perform, type Workbench } from "@/designer/store/context";
import { addRule } from "@/document/commands/addRule";
import { operatorsFor } from "@/document/rules/condition";
import { fromText } from "@/document/rules/fromText";
import { toText } from "@/document/rules/toText";
import { rows } from "@/document/tree/rows";
import type { Definition } from "@/document/types";

/** Starts a rule about a node, with a first condition on the question before it, and opens it. */
export function startRule(bench: Workbench, target: string): void {
  const { document } = bench.draft.getState();
  const when = firstCondition(document, target);
  const made = addRule(document, bench.commands, { effect: "show", target, when });
  if (!perform(bench, made)) return;
  bench.screen.setState({ rule: made.focus ?? null });
  goTo(bench, "rules");
}

function firstCondition(document: Definition, target: string): string {
  const page = document.nodes[target]?.page ?? "";
  const order = rows(document, page, new Set()).map((row) => row.id);
  const before = order.slice(0, order.indexOf(target)).reverse();
  const after = order.slice(order.indexOf(target) + 1);
  const own = document.nodes[target]?.field;
  for (const id of [...before, ...after]) {
    const fieldId = document.nodes[id]?.field;
    const field = fieldId && fieldId !== own ? document.fields[fieldId] : undefined;
    if (field) return conditionOn(field.key, field.kind, field.settings.options);
  }
  return "true";
}

/** The first comparison that is complete at once: an option where there are some, else "is filled in". */
export function conditionOn(key: string, kind: string, options: unknown): string {
  const first = Array.isArray(options) ? (options[0] as { key?: string } | undefined)?.key : undefined;
  const kinds = new Map([[key, kind]]);
  const [operator = "is_not_empty"] = operatorsFor(kind);
  const value = operator === "is" || operator === "contains" ? (first ?? null) : null;
  const text = toText({ kind: "comparison", field: key, operator, value }, kinds);
  const made = text ?? `!isEmpty(${key})`;
  return fromText(made) ? made : `!isEmpty(${key})`;
}
