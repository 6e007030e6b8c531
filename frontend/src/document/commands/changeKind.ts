import { componentOf, defaultsOf, type Manifest, type ObjectSchema } from "@/document/catalogue";
import type { CommandContext } from "@/document/commands/context";
import { rulesUsing } from "@/document/rules/uses";
import type { Definition, Edit, Field, Json, Operation, Settings } from "@/document/types";
import { inSentence } from "@/expressions/inSentence";

const WITH_OPTIONS = new Set(["choice", "select", "choices"]);

/** Gives a field another kind. Label, help, key, rules and every setting that still fits stay; `lost` names the rest. */
export function changeKind(
  document: Definition,
  context: CommandContext,
  fieldId: string,
  kind: string,
): Edit {
  const field = document.fields[fieldId];
  const next = context.catalogue.byKind.get(kind);
  if (!field || !next || field.kind === kind) return { label: "change type", operations: [], lost: [] };
  const before = context.catalogue.byKind.get(field.kind);
  const { settings, dropped } = fitting(field.settings, next.settings);
  if (WITH_OPTIONS.has(kind) && !settings.options)
    settings.options = [{ key: "option_1", label: "Option 1" }];
  const operations: Operation[] = [
    { op: "set", in: "fields", id: fieldId, path: "kind", value: kind },
    { op: "set", in: "fields", id: fieldId, path: "settings", value: settings },
  ];
  if (field.default !== null)
    operations.push({ op: "set", in: "fields", id: fieldId, path: "default", value: null });
  if (kind === "calc" && field.required) {
    operations.push({ op: "set", in: "fields", id: fieldId, path: "required", value: false });
  }
  operations.push(...nodesTo(document, fieldId, next));
  return {
    label: `change ${field.label} to ${inSentence(next.name)}`,
    operations,
    said: `${field.label} is now ${inSentence(next.name)}.`,
    lost: lostBy(document, field, { before, next, dropped }),
  };
}

function fitting(
  settings: Settings,
  schema: ObjectSchema,
): { settings: Record<string, Json>; dropped: string[] } {
  const kept: Record<string, Json> = {};
  const dropped: string[] = [];
  for (const [name, value] of Object.entries(settings)) {
    if (schema.properties && name in schema.properties) kept[name] = value;
    else if (value !== null && value !== "") dropped.push(name);
  }
  return { settings: kept, dropped };
}

function nodesTo(document: Definition, fieldId: string, next: Manifest): Operation[] {
  const component = componentOf(next);
  return Object.entries(document.nodes)
    .filter(([, node]) => node.field === fieldId && node.component !== component)
    .flatMap(([id, node]): Operation[] => {
      const { settings: kept } = fitting(node.props, next.props);
      return [
        { op: "set", in: "nodes", id, path: "component", value: component },
        { op: "set", in: "nodes", id, path: "props", value: kept },
      ];
    });
}

function lostBy(
  document: Definition,
  field: Field,
  change: { before: Manifest | undefined; next: Manifest; dropped: readonly string[] },
): string[] {
  const { before, next, dropped } = change;
  const titled = (name: string) => before?.settings.properties?.[name]?.title ?? name;
  const defaults = before ? defaultsOf(before.settings) : {};
  const meant = dropped.filter(
    (name) => JSON.stringify(defaults[name]) !== JSON.stringify(field.settings[name]),
  );
  const sentences = meant.map((name) => `The setting ${titled(name)} does not fit and is dropped.`);
  if (field.default !== null) sentences.push("The default value is dropped.");
  if (before && before.type !== next.type) {
    const rules = rulesUsing(document, new Set([field.key])).length;
    if (rules > 0)
      sentences.push(
        rules === 1
          ? "1 rule compares its value: check it."
          : `${rules} rules compare its value: check them.`,
      );
  }
  return sentences;
}
