import { Decimal } from "./decimal";
import { EvaluationError } from "./errors";
import { MAX_TEXT } from "./limits";
import { patternFound } from "./pattern";
import { asList, asNumber, asText, type Run } from "./run";
import { size, slice, trim } from "./text";
import { isList, isRecord, same, typeName, type Value } from "./values";

export type Implementation = (run: Run, ...values: Value[]) => Value;

const YES = new Set(["true", "True", "TRUE", "t", "1"]);
const NO = new Set(["false", "False", "FALSE", "f", "0"]);

/** Whether a list holds a value equal to the wanted one. */
export function isAmong(run: Run, wanted: Value, values: readonly Value[]): boolean {
  return values.some((value) => {
    run.spend(1);
    return same(value, wanted, run);
  });
}

function sizeOf(value: Value): number {
  if (typeof value === "string") return size(value);
  if (isList(value)) return value.length;
  if (isRecord(value)) return Object.keys(value).length;
  throw new EvaluationError("type-mismatch");
}

function isEmpty(value: Value): boolean {
  return value === null || value === "" || ((isList(value) || isRecord(value)) && sizeOf(value) === 0);
}

function contains(run: Run, whole: Value, wanted: Value): boolean {
  if (typeof whole !== "string") return isAmong(run, wanted, asList(whole));
  run.spendText(size(whole));
  return whole.includes(asText(wanted));
}

function replace(run: Run, source: string, wanted: string, replacement: string): string {
  const length = size(source);
  run.spendText(length);
  const parts = source.split(wanted);
  const count = wanted === "" ? length + 1 : parts.length - 1;
  if (length + count * (size(replacement) - size(wanted)) > MAX_TEXT) throw new EvaluationError("too-large");
  const replaced =
    wanted === "" ? ["", ...Array.from(source), ""].join(replacement) : parts.join(replacement);
  return run.newText(replaced);
}

function split(run: Run, source: string, separator: string): readonly string[] {
  run.spendText(size(source));
  const parts = separator === "" ? Array.from(source) : source.split(separator);
  run.newList(parts);
  return parts;
}

function join(run: Run, values: readonly Value[], separator: string): string {
  const parts: string[] = [];
  let total = 0;
  for (const value of values) {
    run.spend(1);
    if (value === null) continue;
    parts.push(asText(value));
    total += size(asText(value)) + size(separator);
    if (total > MAX_TEXT + size(separator)) throw new EvaluationError("too-large");
  }
  return run.newText(parts.join(separator));
}

function substring(run: Run, source: string, start: Value, end: Value | undefined): string {
  const length = size(source);
  const first = asNumber(start).whole();
  const last = end === undefined ? length : asNumber(end).whole();
  if (first < 0 || first > last || last > length) throw new EvaluationError("index-out-of-range");
  run.spendText(length);
  return slice(source, first, last);
}

function toNumber(run: Run, value: Value): Decimal {
  if (value instanceof Decimal) return value;
  run.spendText(size(asText(value)));
  const found = Decimal.parse(trim(asText(value)));
  if (found === null) throw new EvaluationError("bad-number");
  return found;
}

function toText(run: Run, value: Value): string {
  if (value === null || isList(value) || typeName(value) === "record")
    throw new EvaluationError("type-mismatch");
  return run.newText(String(value));
}

function toBool(value: Value): boolean {
  if (typeof value === "boolean") return value;
  if (YES.has(asText(value))) return true;
  if (NO.has(asText(value))) return false;
  throw new EvaluationError("bad-bool");
}

export const TEXT_FUNCTIONS: Readonly<Record<string, Implementation>> = {
  size: (_run, value = null) => Decimal.of(sizeOf(value)),
  contains: (run, whole = null, wanted = null) => contains(run, whole, wanted),
  startsWith: (run, value, start) => {
    run.spendText(size(asText(start)));
    return asText(value).startsWith(asText(start));
  },
  endsWith: (run, value, end) => {
    run.spendText(size(asText(end)));
    return asText(value).endsWith(asText(end));
  },
  matches: (run, value, pattern) => {
    run.spend(size(asText(value)));
    return patternFound(asText(pattern), asText(value));
  },
  lower: (run, value) => run.newText(asText(value).toLowerCase()),
  upper: (run, value) => run.newText(asText(value).toUpperCase()),
  trim: (run, value) => {
    run.spendText(size(asText(value)));
    return trim(asText(value));
  },
  replace: (run, value, wanted, replacement) =>
    replace(run, asText(value), asText(wanted), asText(replacement)),
  split: (run, value, separator) => split(run, asText(value), asText(separator)),
  join: (run, values, separator = "") => join(run, asList(values), asText(separator)),
  substring: (run, value, start = null, end) => substring(run, asText(value), start, end),
  number: (run, value = null) => toNumber(run, value),
  string: (run, value = null) => toText(run, value),
  bool: (_run, value = null) => toBool(value),
  coalesce: (_run, ...values) => values.find((value) => value !== null) ?? null,
  isEmpty: (_run, value = null) => isEmpty(value),
  ifEmpty: (_run, value = null, fallback = null) => (isEmpty(value) ? fallback : value),
};
