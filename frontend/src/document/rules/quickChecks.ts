import { type Comparison, type Group, shapeOf } from "@/document/rules/condition";
import { fromText } from "@/document/rules/fromText";
import type { FieldsByKey } from "@/document/rules/reading";
import { keysIn } from "@/document/rules/uses";
import { rows } from "@/document/tree/rows";
import type { Definition, Rule } from "@/document/types";

export interface RuleNote {
  readonly severity: "must_fix" | "advice";
  readonly message: string;
}

/** What can be seen at once, before the server has answered: deleted fields, contradictions, circles, later fields. */
export function quickChecks(document: Definition, rule: Rule): RuleNote[] {
  const fields = fieldsOf(document, rule.entity);
  const notes: RuleNote[] = [];
  const target = document.nodes[rule.target];
  if (!target) notes.push({ severity: "must_fix", message: "What this rule is about was deleted." });
  const group = fromText(rule.when);
  const read = group ? fieldsRead(group) : [...keysIn(rule.when)].filter((key) => fields.has(key));
  for (const key of group ? read.filter((one) => !fields.has(one)) : []) {
    notes.push({ severity: "must_fix", message: `It reads a field that is not there any more: ${key}.` });
  }
  const own = target?.field ? document.fields[target.field]?.key : undefined;
  if (own && read.includes(own) && rule.effect === "show") {
    notes.push({
      severity: "must_fix",
      message: "It hides a field by that field's own value, so it can never be filled in.",
    });
  }
  if (group) notes.push(...contradictions(group, fields));
  if (target) notes.push(...laterFields(document, rule, read));
  return notes;
}

export function fieldsOf(document: Definition, entity: string): FieldsByKey {
  return new Map(
    Object.values(document.fields)
      .filter((field) => field.entity === entity)
      .map((field) => [field.key, field]),
  );
}

function fieldsRead(part: Comparison | Group): string[] {
  return part.kind === "comparison" ? [part.field] : part.parts.flatMap(fieldsRead);
}

function contradictions(group: Group, fields: FieldsByKey): RuleNote[] {
  if (group.join !== "all") return [];
  const own = group.parts.filter((part) => part.kind === "comparison");
  const notes: RuleNote[] = [];
  for (const field of new Set(own.map((part) => part.field))) {
    const about = own.filter((part) => part.field === field);
    if (neverTrue(about, fields.get(field)?.kind ?? "text")) {
      const label = fields.get(field)?.label ?? field;
      notes.push({ severity: "must_fix", message: `The conditions on ${label} can never be true together.` });
    }
  }
  return notes;
}

function neverTrue(parts: readonly Comparison[], kind: string): boolean {
  const equal = new Set(parts.filter((part) => part.operator === "is").map((part) => part.value));
  if (equal.size > 1) return true;
  const operators = new Set(parts.map((part) => part.operator));
  if (operators.has("is_empty") && parts.some((part) => part.operator !== "is_empty")) return true;
  if (operators.has("is_true") && operators.has("is_false")) return true;
  if (shapeOf(kind) !== "number") return false;
  let low = Number.NEGATIVE_INFINITY;
  let high = Number.POSITIVE_INFINITY;
  let isStrict = false;
  for (const part of parts) {
    const value = Number(part.value);
    if (Number.isNaN(value)) continue;
    if (part.operator === "more" || part.operator === "at_least" || part.operator === "is")
      low = Math.max(low, value);
    if (part.operator === "less" || part.operator === "at_most" || part.operator === "is")
      high = Math.min(high, value);
    if (part.operator === "more" || part.operator === "less") isStrict = true;
  }
  return low > high || (low === high && isStrict && parts.length > 1);
}

function laterFields(document: Definition, rule: Rule, read: readonly string[]): RuleNote[] {
  const page = document.nodes[rule.target]?.page;
  if (!page || document.pages[page]?.kind !== "form") return [];
  const order = rows(document, page, new Set()).map((row) => row.id);
  const target = order.indexOf(rule.target);
  const notes: RuleNote[] = [];
  order.forEach((id, index) => {
    const field = document.fields[document.nodes[id]?.field ?? ""];
    if (!field || index <= target || !read.includes(field.key)) return;
    notes.push({ severity: "advice", message: `It uses ${field.label}, which comes later in the form.` });
  });
  return notes;
}
