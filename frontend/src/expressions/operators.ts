import { Decimal } from "./decimal";
import { EvaluationError } from "./errors";
import { isAmong } from "./functionsOfText";
import { CalendarDate, DateTime, Duration } from "./moments";
import { asNumber, type Run } from "./run";
import { isList, isRecord, order, same, type Value } from "./values";

const DAY = 86_400_000_000n;

type Operator = (run: Run, left: Value, right: Value) => Value;

function plus(run: Run, left: Value, right: Value): Value {
  if (left instanceof Decimal && right instanceof Decimal) return left.add(right);
  if (typeof left === "string" && typeof right === "string") return run.newText(left + right);
  if (isList(left) && isList(right)) return run.newList([...left, ...right]);
  if (right instanceof Duration) return later(left, right.micros);
  if (left instanceof Duration) return later(right, left.micros);
  throw new EvaluationError("type-mismatch");
}

function minus(_run: Run, left: Value, right: Value): Value {
  if (left instanceof Decimal && right instanceof Decimal) return left.sub(right);
  if (right instanceof Duration) return later(left, -right.micros);
  if (left instanceof DateTime && right instanceof DateTime) return new Duration(left.micros - right.micros);
  if (left instanceof CalendarDate && right instanceof CalendarDate) {
    return new Duration(BigInt(left.days - right.days) * DAY);
  }
  throw new EvaluationError("type-mismatch");
}

function later(value: Value, micros: bigint): Value {
  if (value instanceof Duration) return new Duration(value.micros + micros);
  if (value instanceof DateTime) return new DateTime(value.micros + micros);
  if (!(value instanceof CalendarDate)) throw new EvaluationError("type-mismatch");
  if (micros % DAY !== 0n) throw new EvaluationError("bad-argument");
  return new CalendarDate(value.days + Number(micros / DAY));
}

function memberOf(run: Run, left: Value, right: Value): boolean {
  if (isList(right)) return isAmong(run, left, right);
  if (isRecord(right) && (left === null || typeof left === "string")) {
    return left !== null && Object.hasOwn(right, left);
  }
  throw new EvaluationError("type-mismatch");
}

/** Operators whose result is null as soon as one side is null. */
const STRICT: ReadonlyMap<string, Operator> = new Map<string, Operator>([
  ["+", plus],
  ["-", minus],
  ["*", (_run, left, right) => asNumber(left).mul(asNumber(right))],
  ["/", (_run, left, right) => asNumber(left).div(asNumber(right))],
  ["%", (_run, left, right) => asNumber(left).mod(asNumber(right))],
  ["<", (run, left, right) => order(left, right, run) < 0],
  ["<=", (run, left, right) => order(left, right, run) <= 0],
  [">", (run, left, right) => order(left, right, run) > 0],
  [">=", (run, left, right) => order(left, right, run) >= 0],
]);

/** The result of a two-sided operator on two values; `&&` and `||` are not among them. */
export function operate(run: Run, operator: string, left: Value, right: Value): Value {
  switch (operator) {
    case "==":
      return same(left, right, run);
    case "!=":
      return !same(left, right, run);
    case "in":
      return right === null ? null : memberOf(run, left, right);
    default: {
      const apply = STRICT.get(operator);
      if (apply === undefined) throw new EvaluationError("bad-tree");
      return left === null || right === null ? null : apply(run, left, right);
    }
  }
}
