import type { Catalogue } from "@/document/catalogue";
import { addRule } from "@/document/commands/addRule";
import type { CommandContext } from "@/document/commands/context";
import { labelOf } from "@/document/tree/labels";
import type { Definition, Edit, Json } from "@/document/types";

export interface SuggestedRule {
  readonly target: string;
  readonly question: string;
  readonly when: string;
}

const DESCRIBES =
  /^(please )?(describe|specify|explain|details? (of|about)|which|name the|if )?\s*\bother\b/i;

/** "Describe other" right after a choice that has Other: show it only then. Null when nothing fits. */
export function suggestRule(
  document: Definition,
  catalogue: Catalogue,
  target: string,
): SuggestedRule | null {
  const node = document.nodes[target];
  const label = labelOf(document, catalogue, target);
  if (!node?.field || !DESCRIBES.test(label)) return null;
  const entity = document.fields[node.field]?.entity;
  const before = Object.entries(document.nodes)
    .filter(([id, other]) => id !== target && other.page === node.page && other.field)
    .filter(([, other]) => other.parent === node.parent && other.order < node.order)
    .sort(([, a], [, b]) => (a.order < b.order ? 1 : -1));
  for (const [, other] of before) {
    const field = document.fields[other.field ?? ""];
    if (!field || field.entity !== entity) continue;
    const option = otherOption(field.settings.options);
    if (!option) continue;
    const test =
      field.kind === "choices" ? `'${option.key}' in ${field.key}` : `${field.key} == '${option.key}'`;
    return { target, question: `Show only when ${field.label} is ${option.label}?`, when: test };
  }
  return null;
}

export function acceptRule(document: Definition, context: CommandContext, rule: SuggestedRule): Edit {
  return addRule(document, context, { effect: "show", target: rule.target, when: rule.when });
}

function otherOption(options: Json | undefined): { key: string; label: string } | null {
  if (!Array.isArray(options)) return null;
  const all = options as readonly { key: string; label: string }[];
  return all.find((option) => /^other\b/i.test(option.label)) ?? null;
}
