/** The expression language in the browser: evaluates trees that the server has parsed and checked. */
export { Decimal } from "./decimal";
export { EvaluationError } from "./errors";
export { evaluate } from "./evaluate";
export { CalendarDate, DateTime, Duration } from "./moments";
export type { Context } from "./run";
export { type Tree, variablesUsed } from "./tree";
export { fromJson, type Json, type TypeJson, toJson, truthy, type Value } from "./values";
