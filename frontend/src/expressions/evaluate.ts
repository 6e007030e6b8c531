import { Decimal } from "./decimal";
import { EvaluationError } from "./errors";
import { argumentsFit, FUNCTIONS } from "./functions";
import { DEFAULT_FUEL } from "./limits";
import { operate } from "./operators";
import { asList, asNumber, type Context, OUT_OF_FUEL, Run } from "./run";
import { compareText } from "./text";
import type { Entry, Tree } from "./tree";
import { isList, isRecord, part, truthy, type Value } from "./values";

/**
 * The value of an expression: the same value, or the same error code, as on the server. Never reads a
 * clock. Steps: every operator, call, access, choice and list costs 1, every element visited 1, every
 * full 64 characters of text 1; literals and variables are free.
 */
export function evaluate(tree: Tree, context: Context, fuel: number = DEFAULT_FUEL): Value {
  return step(tree, new Run(context, fuel));
}

/** Numbers in a tree are text; each is read once. */
const numbers = new WeakMap<Tree, Decimal>();

function step(tree: Tree, run: Run): Value {
  switch (tree[0]) {
    case "num":
      return literalNumber(tree, tree[1]);
    case "str":
    case "bool":
      return tree[1];
    case "null":
      return null;
    case "var":
      return run.variable(tree[1]);
    case "get":
      return member(step(tree[1], run), tree[2], run);
    case "list":
      run.spend(1);
      return (tree.slice(1) as Tree[]).map((item) => step(item, run));
    case "record":
      return record(tree.slice(1) as Entry[], run);
    case "op":
      return operation(tree[1], tree.slice(2) as Tree[], run);
    case "if":
      run.spend(1);
      return truthy(step(tree[1], run)) ? step(tree[2], run) : step(tree[3], run);
    case "call":
      return call(tree[1], tree.slice(2) as Tree[], run);
    case "each":
      return each(tree[1], tree[2], tree[3], tree[4], run);
    default:
      return access(tree, run);
  }
}

function access(tree: Tree, run: Run): Value {
  if (tree[0] === "has") return has(tree[1], run);
  if (tree[0] !== "at") throw new EvaluationError("bad-tree");
  const value = step(tree[1], run);
  const key = step(tree[2], run);
  run.spend(1);
  return element(value, key, false);
}

function literalNumber(tree: Tree, text: string): Decimal {
  const known = numbers.get(tree);
  if (known !== undefined) return known;
  const value = Decimal.parse(text);
  if (value === null) throw new EvaluationError("bad-tree");
  numbers.set(tree, value);
  return value;
}

function member(value: Value, name: string, run: Run): Value {
  run.spend(1);
  if (value === null) return null;
  if (isRecord(value)) return part(value, name);
  throw new EvaluationError("type-mismatch");
}

/** The element at a key. A missing one is null where `missingIsNull`, otherwise an error. */
function element(value: Value, key: Value, missingIsNull: boolean): Value {
  if (value === null || key === null) return null;
  let code = "type-mismatch";
  if (isList(value)) {
    const position = asNumber(key);
    const index = position.compare(position.floor()) === 0 ? Number(position.toString()) : -1;
    const found = value[index];
    if (found !== undefined) return found;
    code = "index-out-of-range";
  } else if (isRecord(value) && typeof key === "string") {
    if (Object.hasOwn(value, key)) return part(value, key);
    code = "no-such-key";
  } else throw new EvaluationError(code);
  if (missingIsNull) return null;
  throw new EvaluationError(code);
}

function has(target: Tree, run: Run): boolean {
  run.spend(1);
  if (target[0] !== "at") return step(target, run) !== null;
  return element(step(target[1], run), step(target[2], run), true) !== null;
}

function record(entries: readonly Entry[], run: Run): Value {
  run.spend(1);
  const built: Record<string, Value> = Object.create(null);
  for (const entry of entries) built[entry[0]] = step(entry[1], run);
  return built;
}

function operation(operator: string, operands: readonly Tree[], run: Run): Value {
  const [left, right] = operands;
  if (left === undefined) throw new EvaluationError("bad-tree");
  if (right === undefined) return negation(operator, step(left, run), run);
  if (operator === "&&" || operator === "||") return logic(left, right, operator === "||", run);
  const one = step(left, run);
  const other = step(right, run);
  run.spend(1);
  return operate(run, operator, one, other);
}

function negation(operator: string, value: Value, run: Run): Value {
  run.spend(1);
  if (operator === "!") return !truthy(value);
  return value === null ? null : Decimal.ZERO.sub(asNumber(value));
}

/** `||` (decisive true) and `&&` (decisive false): one decisive side settles it, whatever the other. */
function logic(left: Tree, right: Tree, decisive: boolean, run: Run): boolean {
  run.spend(1);
  try {
    if (truthy(step(left, run)) === decisive) return decisive;
  } catch (error) {
    if (isOutOfFuel(error) || truthy(step(right, run)) !== decisive) throw error;
    return decisive;
  }
  return truthy(step(right, run));
}

function isOutOfFuel(error: unknown): boolean {
  return !(error instanceof EvaluationError) || error.code === OUT_OF_FUEL;
}

function call(name: string, trees: readonly Tree[], run: Run): Value {
  const definition = FUNCTIONS.get(name);
  if (definition === undefined) throw new EvaluationError("unknown-function");
  if (!argumentsFit(definition, trees.length)) throw new EvaluationError("wrong-argument-count");
  const values = trees.map((tree) => step(tree, run));
  run.spend(1);
  if (!definition.acceptsNull && values.includes(null)) return null;
  return definition.apply(run, ...values);
}

function each(macro: string, source: Tree, variable: string, body: Tree, run: Run): Value {
  const value = step(source, run);
  run.spend(1);
  if (value === null) return null;
  const wasBound = run.locals.has(variable);
  const shadowed = run.locals.get(variable) ?? null;
  const visit = (item: Value): Value => {
    run.spend(1);
    run.locals.set(variable, item);
    return step(body, run);
  };
  try {
    // A record is visited by its keys, sorted, because the two engines keep them in different orders.
    const visited = isRecord(value) ? Object.keys(value).sort(compareText) : asList(value);
    return collect(macro, visited, visit);
  } finally {
    if (wasBound) run.locals.set(variable, shadowed);
    else run.locals.delete(variable);
  }
}

function collect(macro: string, items: readonly Value[], visit: (item: Value) => Value): Value {
  switch (macro) {
    case "map":
      return items.map(visit);
    case "filter":
      return items.filter((item) => truthy(visit(item)));
    case "exists_one":
      return items.filter((item) => truthy(visit(item))).length === 1;
    case "exists":
      return isSettled(items, visit, true);
    case "all":
      return !isSettled(items, visit, false);
    default:
      throw new EvaluationError("bad-tree");
  }
}

/** Whether some element gives the decisive answer; only then errors of other elements do not count. */
function isSettled(items: readonly Value[], visit: (item: Value) => Value, decisive: boolean): boolean {
  let failure: unknown = null;
  for (const item of items) {
    try {
      if (truthy(visit(item)) === decisive) return true;
    } catch (error) {
      if (isOutOfFuel(error)) throw error;
      failure ??= error;
    }
  }
  if (failure !== null) throw failure;
  return false;
}
