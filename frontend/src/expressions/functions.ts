import { NUMBER_FUNCTIONS } from "./functionsOfNumbers";
import { type Implementation, TEXT_FUNCTIONS } from "./functionsOfText";
import { TIME_FUNCTIONS } from "./functionsOfTime";

/** A function of `definition/expressions/functions.json`; a test holds the two lists together. */
export interface FunctionDefinition {
  readonly apply: Implementation;
  /** Otherwise a null argument makes the result null without a call. */
  readonly acceptsNull: boolean;
  /** The argument counts it takes; `open` takes the last count and any above. */
  readonly counts: readonly number[];
  readonly open: boolean;
}

const ACCEPT_NULL = new Set(["min", "max", "coalesce", "isEmpty", "ifEmpty"]);
const OPEN = new Set(["min", "max", "coalesce"]);
const COUNTS: ReadonlyMap<string, readonly number[]> = new Map([
  ...counted([0], "today now"),
  ...counted([2], "contains startsWith endsWith matches split ifEmpty"),
  ...counted([2], "daysBetween monthsBetween yearsBetween addDays addMonths addYears"),
  ...counted([3], "replace"),
  ...counted([1, 2], "join round min max"),
  ...counted([1, 2], "year month day dayOfYear weekday hour minute second millisecond"),
  ...counted([2, 3], "substring"),
  ...counted([1, 3], "date"),
]);

function counted(counts: readonly number[], names: string): [string, readonly number[]][] {
  return names.split(" ").map((name) => [name, counts]);
}

export const FUNCTIONS: ReadonlyMap<string, FunctionDefinition> = new Map(
  Object.entries({ ...TEXT_FUNCTIONS, ...NUMBER_FUNCTIONS, ...TIME_FUNCTIONS }).map(([name, apply]) => [
    name,
    { apply, acceptsNull: ACCEPT_NULL.has(name), counts: COUNTS.get(name) ?? [1], open: OPEN.has(name) },
  ]),
);

export function argumentsFit(definition: FunctionDefinition, count: number): boolean {
  return definition.counts.includes(count) || (definition.open && count > Math.max(...definition.counts));
}
