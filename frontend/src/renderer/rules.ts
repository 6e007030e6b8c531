import {
  type DateTime,
  Decimal,
  evaluate,
  fromJson,
  type Tree,
  truthy,
  type Value,
  variablesUsed,
} from "@/expressions";
import { canonicalDecimal } from "@/library/clean";
import { placesOf } from "@/library/number/places";
import { isRecord } from "@/library/read";
import type { EntitySpec, FieldSpec, Json, NodeSpec } from "@/library/types";
import type { Artefact } from "./artefact";

/**
 * Which objects of a form are shown, which fields are required, and what the calculations come to.
 *
 * The server asks the same questions in the same order when a record is sent (runtime: rules on the server):
 * calculations, then what is hidden, hidden fields read as empty, again until nothing changes.
 */

export interface Outcome {
  /** Nodes that are not shown, each by its own condition or by that of a container above it. */
  readonly hiddenNodes: ReadonlySet<string>;
  /** Fields that are hidden on every form page that carries them: they are sent as empty. */
  readonly hiddenFields: ReadonlySet<string>;
  /** Nodes whose field must be filled in. */
  readonly requiredNodes: ReadonlySet<string>;
  readonly computed: Readonly<Record<string, Json>>;
}

export interface Clock {
  readonly now: DateTime;
  readonly timezone: string;
}

/** The canonical values of a form by field key; null is empty. */
export type CleanValues = Readonly<Record<string, Json>>;

export interface FormRules {
  /** Cheap when little changed since the last call: a condition is asked again only when one of its fields moved. */
  readonly evaluate: (values: CleanValues) => Outcome;
}

const MOST_ROUNDS = 10;
const SIGNIFICANT = 15;
const STORED_PLACES = 10;

type Variables = Readonly<Record<string, Value>>;
type Ask = (variables: Variables) => Value;

/** Remembers the last answer of one expression for the values it reads. */
function asker(tree: Tree, clock: Clock): Ask {
  const uses = [...variablesUsed(tree)];
  let known: readonly (Value | undefined)[] | null = null;
  let answer: Value = null;
  return (variables) => {
    const current = uses.map((name) => variables[name]);
    if (known?.every((value, index) => value === current[index])) {
      return answer;
    }
    known = current;
    answer = ask(tree, variables, clock);
    return answer;
  };
}

/** An expression that cannot be answered, such as a division by zero, has no value. */
function ask(tree: Tree, variables: Variables, clock: Clock): Value {
  try {
    return evaluate(tree, { variables, now: clock.now, timezone: clock.timezone });
  } catch {
    return null;
  }
}

/** A canonical value as a value of the expression language. */
export function toVariable(field: FieldSpec, value: Json): Value {
  const plain = field.kind === "money" && isRecord(value) ? (value.amount ?? null) : value;
  if (plain === null) {
    return null;
  }
  try {
    return fromJson(plain as Parameters<typeof fromJson>[0], field.type as Parameters<typeof fromJson>[1]);
  } catch {
    return null;
  }
}

/** The canonical value of a calculation's result; null when it is none or too large to be stored exactly. */
export function computedValue(field: FieldSpec, value: Value): Json {
  if (!(value instanceof Decimal)) {
    return null;
  }
  const places = placesOf(field.settings);
  const whole = value.toString().replace("-", "").split(".")[0]?.length ?? 1;
  const room = SIGNIFICANT - whole;
  if (room < 0) {
    return null;
  }
  const most = Math.min(STORED_PLACES, room);
  return canonicalDecimal(value.round(Math.min(places ?? most, most)).toString(), places);
}

interface NodeRule {
  readonly node: string;
  readonly parent: string | null;
  readonly field: string | null;
  readonly show: Ask | null;
  readonly require: Ask | null;
}

function rulesOf(nodes: readonly NodeSpec[], clock: Clock, parent: string | null = null): NodeRule[] {
  return nodes.flatMap((node) => [
    {
      node: node.id,
      parent,
      field: node.field,
      show: node.show === null ? null : asker(node.show as Tree, clock),
      require: node.require === null ? null : asker(node.require as Tree, clock),
    },
    ...rulesOf(node.children, clock, node.id),
  ]);
}

interface Formula {
  readonly field: FieldSpec;
  readonly ask: Ask;
}

function formulasOf(entity: EntitySpec, clock: Clock): readonly Formula[] {
  const order =
    entity.formula_order ?? entity.fields.filter((field) => field.formula !== null).map((field) => field.key);
  return order.flatMap((key) => {
    const field = entity.fields.find((item) => item.key === key);
    return field && field.formula !== null ? [{ field, ask: asker(field.formula as Tree, clock) }] : [];
  });
}

/** The form pages that decide whether a field of the entity is hidden. */
function formPages(artefact: Artefact, entity: EntitySpec): Artefact["pages"] {
  return artefact.pages.filter((page) => page.kind === "form" && page.entity === entity.key);
}

export function formRules(artefact: Artefact, entity: EntitySpec, clock: Clock): FormRules {
  const rules = formPages(artefact, entity).flatMap((page) => rulesOf(page.nodes, clock));
  const formulas = formulasOf(entity, clock);
  const fields = new Map(entity.fields.map((field) => [field.key, field]));
  const known = new Map<string, { readonly json: Json; readonly value: Value }>();

  const variableOf = (key: string, json: Json): Value => {
    const last = known.get(key);
    if (last && last.json === json) {
      return last.value;
    }
    const field = fields.get(key);
    const value = field ? toVariable(field, json) : null;
    known.set(key, { json, value });
    return value;
  };

  const round = (values: CleanValues, hidden: ReadonlySet<string>) => {
    const variables: Record<string, Value> = {};
    for (const key of fields.keys()) {
      variables[key] = hidden.has(key) ? null : variableOf(key, values[key] ?? null);
    }
    const computed: Record<string, Json> = {};
    for (const { field, ask: compute } of formulas) {
      const json = hidden.has(field.key) ? null : computedValue(field, compute(variables));
      computed[field.key] = json;
      variables[field.key] = variableOf(field.key, json);
    }
    return { variables, computed, ...shownBy(rules, variables) };
  };

  return {
    evaluate: (values) => {
      let hiddenFields: ReadonlySet<string> = new Set();
      for (let count = 1; ; count += 1) {
        const found = round(values, hiddenFields);
        if (count >= MOST_ROUNDS || sameSet(found.hiddenFields, hiddenFields)) {
          return {
            hiddenNodes: found.hiddenNodes,
            hiddenFields: found.hiddenFields,
            requiredNodes: requiredBy(rules, found.variables, found.hiddenNodes),
            computed: found.computed,
          };
        }
        hiddenFields = found.hiddenFields;
      }
    },
  };
}

function shownBy(rules: readonly NodeRule[], variables: Variables) {
  const hiddenNodes = new Set<string>();
  const shownFields = new Set<string>();
  const carried = new Set<string>();
  // Containers come before what they hold, so their own answer is known here.
  for (const rule of rules) {
    const isBelowHidden = rule.parent !== null && hiddenNodes.has(rule.parent);
    if (isBelowHidden || (rule.show !== null && !isTrue(rule.show(variables)))) {
      hiddenNodes.add(rule.node);
    } else if (rule.field !== null) {
      shownFields.add(rule.field);
    }
    if (rule.field !== null) {
      carried.add(rule.field);
    }
  }
  const hiddenFields: ReadonlySet<string> = new Set([...carried].filter((key) => !shownFields.has(key)));
  return { hiddenNodes, hiddenFields };
}

function requiredBy(
  rules: readonly NodeRule[],
  variables: Variables,
  hidden: ReadonlySet<string>,
): ReadonlySet<string> {
  return new Set(
    rules
      .filter((rule) => rule.require !== null && !hidden.has(rule.node) && isTrue(rule.require(variables)))
      .map((rule) => rule.node),
  );
}

function isTrue(value: Value): boolean {
  try {
    return truthy(value);
  } catch {
    return false;
  }
}

function sameSet(left: ReadonlySet<string>, right: ReadonlySet<string>): boolean {
  return left.size === right.size && [...left].every((item) => right.has(item));
}
