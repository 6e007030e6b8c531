/** What a treeitem says about its node, gathered so that a row re-renders only when one of these changes. */

import { kindOfNode, nameOfKind } from "@/designer/kindNames";
import type { IssueCounts } from "@/designer/problems/useCheck";
import { words } from "@/designer/words";
import type { Catalogue } from "@/document/catalogue";
import { fromText } from "@/document/rules/fromText";
import { fieldsOf } from "@/document/rules/quickChecks";
import { reading } from "@/document/rules/reading";
import { labelOf } from "@/document/tree/labels";
import type { Definition, Rule } from "@/document/types";

export interface NodeFacts {
  readonly label: string;
  readonly kind: string;
  readonly typeName: string;
  readonly isField: boolean;
  readonly isRequired: boolean;
  /** A text that has no words yet: nothing would be drawn for it. */
  readonly isBlank: boolean;
  readonly shownWhen: string | null;
  readonly requiredWhen: string | null;
}

export function nodeFacts(document: Definition, catalogue: Catalogue, id: string): NodeFacts {
  const kind = kindOfNode(document, id);
  const field = document.fields[document.nodes[id]?.field ?? ""];
  return {
    label: labelOf(document, catalogue, id),
    kind,
    typeName: nameOfKind(catalogue, kind),
    isField: field !== undefined,
    isRequired: field?.required ?? false,
    isBlank: WORDED.has(kind) && !hasWords(document, id),
    shownWhen: conditionOf(document, id, "show"),
    requiredWhen: conditionOf(document, id, "require"),
  };
}

const WORDED = new Set(["content", "notice", "errors"]);

function hasWords(document: Definition, id: string): boolean {
  const props = document.nodes[id]?.props ?? {};
  return ["heading", "title", "text"].some((name) => typeof props[name] === "string" && props[name] !== "");
}

/** "{label}, {type}, {required or optional}[, shown by rule][, 2 problems][, 1 advice]". */
export function nameOfNode(facts: NodeFacts, issues: IssueCounts): string {
  return [
    facts.label,
    facts.typeName,
    ...(facts.isField ? [facts.isRequired ? words.required : words.optional] : []),
    ...(facts.shownWhen ? [words.shownByRule] : []),
    ...(issues.must > 0 ? [words.problemCount(issues.must)] : []),
    ...(issues.advice > 0 ? [words.adviceCount(issues.advice)] : []),
  ].join(", ");
}

const byTarget = new WeakMap<Definition["rules"], ReadonlyMap<string, readonly Rule[]>>();

function rulesOn(document: Definition, id: string): readonly Rule[] {
  let groups = byTarget.get(document.rules);
  if (!groups) {
    const made = new Map<string, Rule[]>();
    for (const rule of Object.values(document.rules)) {
      made.set(rule.target, [...(made.get(rule.target) ?? []), rule]);
    }
    groups = made;
    byTarget.set(document.rules, groups);
  }
  return groups.get(id) ?? [];
}

function conditionOf(document: Definition, id: string, effect: Rule["effect"]): string | null {
  const own = rulesOn(document, id).filter((rule) => rule.effect === effect);
  if (own.length === 0) return null;
  return own.map((rule) => ruleReading(document, rule)).join(" or ");
}

/** The rule's condition in plain words; a formula that rows cannot show is quoted as it is. */
export function ruleReading(document: Definition, rule: Rule): string {
  const group = fromText(rule.when);
  return group ? reading(group, fieldsOf(document, rule.entity)) : rule.when;
}
