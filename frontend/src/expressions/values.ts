import { Decimal } from "./decimal";
import { EvaluationError } from "./errors";
import { MAX_VALUE_DEPTH } from "./limits";
import { CalendarDate, DateTime, Duration } from "./moments";
import { compareText, size } from "./text";

export type Value =
  | null
  | boolean
  | string
  | Decimal
  | CalendarDate
  | DateTime
  | Duration
  | readonly Value[]
  | ValueRecord;

export interface ValueRecord {
  readonly [key: string]: Value;
}

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** A static type as the server writes it: "number", {list: T}, {record: {amount: T}}. */
export type TypeJson =
  | string
  | { readonly list: TypeJson }
  | { readonly record: { readonly [key: string]: TypeJson } };

/** What spends the steps of an evaluation. */
export interface Meter {
  spend(steps: number): void;
  spendText(length: number): void;
}

export function isRecord(value: Value): value is ValueRecord {
  return typeName(value) === "record";
}

export function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

export function typeName(value: Value): string {
  if (value === null) return "null";
  if (typeof value === "boolean") return "bool";
  if (typeof value === "string") return "string";
  if (Array.isArray(value)) return "list";
  if (value instanceof Decimal) return "number";
  if (value instanceof CalendarDate) return "date";
  if (value instanceof DateTime) return "datetime";
  return value instanceof Duration ? "duration" : "record";
}

/** A record's part; null when it has none. Names such as `constructor` are no parts. */
export function part(record: ValueRecord, key: string): Value {
  return Object.hasOwn(record, key) ? (record[key] ?? null) : null;
}

/** A condition's answer: null counts as false. Throws `type-mismatch` for anything but yes/no. */
export function truthy(value: Value): boolean {
  if (value === null || typeof value === "boolean") return value === true;
  throw new EvaluationError("type-mismatch");
}

/** Null equals null only, values of different types never. */
export function same(left: Value, right: Value, meter: Meter): boolean {
  if (typeName(left) !== typeName(right)) return false;
  if (isList(left) && isList(right)) return sameLists(left, right, meter);
  if (isRecord(left) && isRecord(right)) return sameRecords(left, right, meter);
  if (left === null || typeof left === "boolean") return left === right;
  return order(left, right, meter) === 0;
}

function sameLists(left: readonly Value[], right: readonly Value[], meter: Meter): boolean {
  if (left.length !== right.length) return false;
  return left.every((value, index) => {
    meter.spend(1);
    return same(value, right[index] ?? null, meter);
  });
}

function sameRecords(left: ValueRecord, right: ValueRecord, meter: Meter): boolean {
  const keys = Object.keys(left).sort(compareText);
  if (keys.length !== Object.keys(right).length || !keys.every((key) => Object.hasOwn(right, key)))
    return false;
  return keys.every((key) => {
    meter.spend(1);
    return same(part(left, key), part(right, key), meter);
  });
}

/** -1, 0 or 1 for two values of one ordered type; throws `type-mismatch` otherwise. */
export function order(left: Value, right: Value, meter: Meter): number {
  if (typeof left === "string" && typeof right === "string") {
    meter.spendText(Math.min(size(left), size(right)));
    return compareText(left, right);
  }
  if (left instanceof Decimal && right instanceof Decimal) return left.compare(right);
  if (typeof left === "boolean" && typeof right === "boolean") return Number(left) - Number(right);
  const [one, other] = [position(left), position(right)];
  if (typeName(left) !== typeName(right) || one === null || other === null) {
    throw new EvaluationError("type-mismatch");
  }
  return Number(one > other) - Number(one < other);
}

function position(value: Value): bigint | number | null {
  if (value instanceof CalendarDate) return value.days;
  return value instanceof DateTime || value instanceof Duration ? value.micros : null;
}

/** The JSON form of a value; wrapped as {type, value} where the type is "any". */
export function toJson(value: Value, type: TypeJson = "any"): Json {
  if (value === null || typeof value === "boolean" || typeof value === "string") return value;
  if (isList(value)) {
    return value.map((item) => toJson(item, itemType(type)));
  }
  const name = typeName(value);
  const plain = isRecord(value)
    ? Object.fromEntries(
        Object.keys(value).map((key) => [key, toJson(part(value, key), fieldType(type, key))]),
      )
    : value.toString();
  return type === "any" ? { type: name, value: plain } : plain;
}

/** Reads a value of a type. Throws `bad-value` where the JSON is not of that form. */
export function fromJson(json: Json, type: TypeJson = "any", depth = 0): Value {
  if (json === null) return null;
  if (depth > MAX_VALUE_DEPTH) throw new EvaluationError("bad-value");
  if (type === "any") return fromOpenJson(json, depth);
  const name = typeof type === "string" ? type : (Object.keys(type)[0] ?? "");
  if (name === "list" && Array.isArray(json)) {
    return json.map((item: Json) => fromJson(item, itemType(type), depth + 1));
  }
  if (name === "record" && isJsonRecord(json)) return recordFrom(json, type, depth);
  const value = Object.hasOwn(READERS, name) ? (READERS[name]?.(json) ?? null) : null;
  if (value === null) throw new EvaluationError("bad-value");
  return value;
}

function fromOpenJson(json: Json, depth: number): Value {
  if (typeof json === "string" || typeof json === "boolean") return json;
  if (Array.isArray(json)) return json.map((item: Json) => fromJson(item, "any", depth + 1));
  if (typeof json === "number") return fromJson(json, "number", depth);
  if (isJsonRecord(json) && Object.keys(json).sort().join() === "type,value") {
    const { type, value = null } = json;
    if (typeof type === "string" && type !== "any" && type !== "list") return fromJson(value, type, depth);
  }
  throw new EvaluationError("bad-value");
}

function recordFrom(json: { readonly [key: string]: Json }, type: TypeJson, depth: number): ValueRecord {
  const record: Record<string, Value> = Object.create(null);
  for (const [key, item] of Object.entries(json))
    record[key] = fromJson(item, fieldType(type, key), depth + 1);
  return record;
}

const READERS: Readonly<Record<string, (json: Json) => Value>> = {
  number: readNumber,
  string: (json) => (typeof json === "string" ? json : null),
  bool: (json) => (typeof json === "boolean" ? json : null),
  date: (json) => (typeof json === "string" ? CalendarDate.parse(json) : null),
  datetime: (json) => (typeof json === "string" ? DateTime.parse(json) : null),
  duration: (json) => (typeof json === "string" ? Duration.parse(json) : null),
};

function readNumber(json: Json): Decimal | null {
  if (typeof json === "number") return Number.isSafeInteger(json) ? Decimal.of(json) : null;
  return typeof json === "string" ? Decimal.parse(json) : null;
}

function isJsonRecord(json: Json): json is { readonly [key: string]: Json } {
  return typeof json === "object" && json !== null && !Array.isArray(json);
}

function itemType(type: TypeJson): TypeJson {
  return typeof type === "object" && "list" in type ? type.list : "any";
}

function fieldType(type: TypeJson, key: string): TypeJson {
  const fields = typeof type === "object" && "record" in type ? type.record : {};
  return (Object.hasOwn(fields, key) ? fields[key] : undefined) ?? "any";
}
