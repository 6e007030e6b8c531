import { Decimal } from "./decimal";
import { EvaluationError } from "./errors";
import type { Implementation } from "./functionsOfText";
import { CalendarDate, DateTime, Duration } from "./moments";
import { asDay, asLength, asNumber, asText, type Run } from "./run";
import type { Value } from "./values";

const MILLISECOND = 1_000;
const SECOND = 1_000_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const MOST_DAYS = 4_000_000;
const MOST_MONTHS = 200_000;

function toDate(run: Run, value: Value, rest: readonly Value[]): Value {
  if (rest.length > 0) {
    const [year = 0, month = 0, day = 0] = [value, ...rest].map((number) => asNumber(number).whole());
    return found(CalendarDate.of(year, month, day), "bad-date");
  }
  if (value instanceof DateTime) return value.inZone(run.timezone).date;
  return value instanceof CalendarDate ? value : found(CalendarDate.parse(asText(value)), "bad-date");
}

function found(value: Value, code: string): Value {
  if (value === null) throw new EvaluationError(code);
  return value;
}

function local(run: Run, value: DateTime, zone: Value | undefined): { date: CalendarDate; micros: number } {
  return value.inZone(zone === undefined ? run.timezone : asText(zone));
}

/** A part of a date, or of a moment in a time zone. */
function datePart(read: (date: CalendarDate) => number): Implementation {
  return (run, value = null, zone) => {
    if (value instanceof DateTime) return Decimal.of(read(local(run, value, zone).date));
    if (zone !== undefined) throw new EvaluationError("type-mismatch");
    return Decimal.of(read(asDay(value)));
  };
}

/** A part of a clock, which wraps, or the whole units in a length of time, which wrap where asked. */
function clockPart(unit: number, modulus: number, wrapsLength = false): Implementation {
  return (run, value = null, zone) => {
    if (value instanceof DateTime) {
      return Decimal.of(Math.floor(local(run, value, zone).micros / unit) % modulus);
    }
    if (zone !== undefined) throw new EvaluationError("type-mismatch");
    const units = asLength(value).micros / BigInt(unit);
    return Decimal.of(wrapsLength ? units % BigInt(modulus) : units);
  };
}

function bounded(count: Value | undefined, most: number): number {
  const steps = asNumber(count).whole();
  if (Math.abs(steps) > most) throw new EvaluationError("overflow");
  return steps;
}

function addDays(value: Value, count: Value | undefined): Value {
  const days = bounded(count, MOST_DAYS);
  if (value instanceof DateTime) return new DateTime(value.micros + BigInt(days) * BigInt(DAY));
  return new CalendarDate(asDay(value).days + days);
}

/** A length of time in units of so many microseconds, with its fraction. */
function inUnits(unit: number): Implementation {
  return (_run, value) => Decimal.of(asLength(value).micros).div(Decimal.of(unit));
}

export const TIME_FUNCTIONS: Readonly<Record<string, Implementation>> = {
  date: (run, value = null, ...rest) => toDate(run, value, rest),
  datetime: (_run, value) =>
    value instanceof DateTime ? value : found(DateTime.parse(asText(value)), "bad-datetime"),
  duration: (_run, value) =>
    value instanceof Duration ? value : found(Duration.parse(asText(value)), "bad-duration"),
  year: datePart((date) => date.parts.year),
  month: datePart((date) => date.parts.month),
  day: datePart((date) => date.parts.day),
  dayOfYear: datePart((date) => date.dayOfYear),
  weekday: datePart((date) => date.weekday),
  hour: clockPart(HOUR, 24),
  minute: clockPart(MINUTE, 60),
  second: clockPart(SECOND, 60),
  millisecond: clockPart(MILLISECOND, 1_000, true),
  today: (run) => run.now.inZone(run.timezone).date,
  now: (run) => run.now,
  daysBetween: (_run, first, last) => Decimal.of(asDay(last).days - asDay(first).days),
  monthsBetween: (_run, first, last) => Decimal.of(asDay(first).monthsUntil(asDay(last))),
  yearsBetween: (_run, first, last) => Decimal.of(Math.trunc(asDay(first).monthsUntil(asDay(last)) / 12)),
  addDays: (_run, value = null, count) => addDays(value, count),
  addMonths: (_run, value, count) => asDay(value).addMonths(bounded(count, MOST_MONTHS)),
  addYears: (_run, value, count) => asDay(value).addMonths(12 * bounded(count, MOST_MONTHS)),
  toDays: inUnits(DAY),
  toHours: inUnits(HOUR),
  toMinutes: inUnits(MINUTE),
};
