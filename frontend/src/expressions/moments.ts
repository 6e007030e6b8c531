import { EvaluationError } from "./errors";
import { MAX_DURATION_SECONDS } from "./limits";

/*
 * Dates are whole days, moments and lengths whole microseconds. JavaScript's Date is kept out: it has
 * milliseconds only and reads impossible days as the next month.
 */

const FIRST_DAY = -719_162;
const LAST_DAY = 2_932_896;
const DAY = 86_400_000_000n;
const LONGEST = BigInt(MAX_DURATION_SECONDS) * 1_000_000n;

const DATE = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/;
const DATE_TIME =
  /^([0-9]{4}-[0-9]{2}-[0-9]{2})T([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\.([0-9]{1,9}))?)?(Z|[+-][0-9]{2}:[0-9]{2})$/;
const OFFSET = /^([+-]?)([0-9]{2}):([0-9]{2})$/;
const DURATION_PART = /([0-9]{0,20})(?:\.([0-9]{0,20}))?(d|h|ms|us|µs|ns|m|s)/y;
const NANOSECONDS: Readonly<Record<string, bigint>> = {
  d: 86_400_000_000_000n,
  h: 3_600_000_000_000n,
  m: 60_000_000_000n,
  s: 1_000_000_000n,
  ms: 1_000_000n,
  us: 1_000n,
  µs: 1_000n,
  ns: 1n,
};

/** A day of the Gregorian calendar, years 1 to 9999. */
export class CalendarDate {
  /** @param days since 1970-01-01. Throws `overflow` outside the years 1 to 9999. */
  constructor(readonly days: number) {
    if (days < FIRST_DAY || days > LAST_DAY) throw new EvaluationError("overflow");
  }

  /** Reads "2026-11-21"; null when it is no day of the calendar. */
  static parse(text: string): CalendarDate | null {
    const found = DATE.exec(text);
    return found && CalendarDate.of(Number(found[1]), Number(found[2]), Number(found[3]));
  }

  static of(year: number, month: number, day: number): CalendarDate | null {
    const isDay = year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1;
    return isDay && day <= daysInMonth(year, month) ? new CalendarDate(daysFrom(year, month, day)) : null;
  }

  get parts(): { year: number; month: number; day: number } {
    return civil(this.days);
  }

  /** Monday 1 to Sunday 7. */
  get weekday(): number {
    return ((((this.days + 3) % 7) + 7) % 7) + 1;
  }

  get dayOfYear(): number {
    return this.days - daysFrom(this.parts.year, 1, 1) + 1;
  }

  /** At most the last day of the month it arrives in. Throws `overflow`. */
  addMonths(count: number): CalendarDate {
    const { year, month, day } = this.parts;
    const months = year * 12 + month - 1 + count;
    const arrivedYear = Math.floor(months / 12);
    const arrivedMonth = months - arrivedYear * 12 + 1;
    const arrivedDay = Math.min(day, daysInMonth(arrivedYear, arrivedMonth));
    return new CalendarDate(daysFrom(arrivedYear, arrivedMonth, arrivedDay));
  }

  /** Whole months until the other day, negative when it is earlier. */
  monthsUntil(other: CalendarDate): number {
    if (other.days < this.days) return -other.monthsUntil(this);
    const [first, last] = [this.parts, other.parts];
    const months = (last.year - first.year) * 12 + last.month - first.month;
    return last.day >= first.day ? months : months - 1;
  }

  toString(): string {
    const { year, month, day } = this.parts;
    return `${padded(year, 4)}-${padded(month, 2)}-${padded(day, 2)}`;
  }
}

/** A moment, held in UTC. */
export class DateTime {
  /** @param micros since 1970-01-01T00:00:00Z. Throws `overflow` outside the years 1 to 9999. */
  constructor(readonly micros: bigint) {
    if (micros < BigInt(FIRST_DAY) * DAY || micros >= BigInt(LAST_DAY + 1) * DAY) {
      throw new EvaluationError("overflow");
    }
  }

  static fromMillis(millis: number): DateTime {
    return new DateTime(BigInt(Math.trunc(millis)) * 1_000n);
  }

  /** Reads "2026-11-21T10:00:00.5Z" or with an offset; null when it is no moment. Throws `overflow`. */
  static parse(text: string): DateTime | null {
    const found = DATE_TIME.exec(text);
    if (found === null) return null;
    const [, day = "", hour, minute, second = "0", fraction = "", offset = ""] = found;
    const date = CalendarDate.parse(day);
    const shift = offset === "Z" ? 0n : offsetMicros(offset);
    const nanoseconds = fraction.padEnd(9, "0");
    const isClock = Number(hour) < 24 && Number(minute) < 60 && Number(second) < 60;
    if (date === null || shift === null || !isClock || !nanoseconds.endsWith("000")) return null;
    const seconds = (Number(hour) * 60 + Number(minute)) * 60 + Number(second);
    const clock = BigInt(seconds) * 1_000_000n + BigInt(nanoseconds.slice(0, 6));
    return new DateTime(BigInt(date.days) * DAY + clock - shift);
  }

  /** What a clock in the zone shows: the day and the microseconds since its midnight. */
  inZone(zone: string): { date: CalendarDate; micros: number } {
    const local = this.micros + zoneShift(zone, this.micros);
    const days = floorDivide(local, DAY);
    return { date: new CalendarDate(Number(days)), micros: Number(local - days * DAY) };
  }

  toString(): string {
    const { date, micros } = this.inZone("UTC");
    const seconds = Math.floor(micros / 1_000_000);
    const clock = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
    return `${date}T${clock.map((part) => padded(part, 2)).join(":")}${fractionText(micros % 1_000_000)}Z`;
  }
}

/** A length of time, at most ten thousand years. */
export class Duration {
  /** Throws `overflow` beyond ten thousand years. */
  constructor(readonly micros: bigint) {
    if (micros > LONGEST || micros < -LONGEST) throw new EvaluationError("overflow");
  }

  /** Reads "1h30m", "-1.5s", "2d"; null when it is no length of whole microseconds. Throws `overflow`. */
  static parse(text: string): Duration | null {
    const body = /^[+-]/.test(text) ? text.slice(1) : text;
    const nanoseconds = body === "0" ? 0n : durationNanoseconds(body);
    if (nanoseconds === null || nanoseconds % 1_000n !== 0n) return null;
    return new Duration((text.startsWith("-") ? -nanoseconds : nanoseconds) / 1_000n);
  }

  toString(): string {
    const micros = this.micros < 0n ? -this.micros : this.micros;
    const fraction = fractionText(Number(micros % 1_000_000n));
    return `${this.micros < 0n ? "-" : ""}${micros / 1_000_000n}${fraction}s`;
  }
}

/** Microseconds to add to UTC in a zone, by IANA name or offset such as +02:00. Throws `bad-timezone`. */
function zoneShift(zone: string, micros: bigint): bigint {
  if (zone.toLowerCase() === "utc") return 0n;
  const fixed = offsetMicros(zone);
  if (fixed !== null) return fixed;
  const instant = floorDivide(micros, 1_000_000n);
  const shown = shownIn(zone, Number(instant) * 1000);
  const days = daysFrom(shown("year"), shown("month"), shown("day"));
  const seconds = (shown("hour") * 60 + shown("minute")) * 60 + shown("second");
  const shift = BigInt(days * 86_400 + seconds) - instant;
  // A local year before 1 is shown without its era, which would look like two years of offset.
  if (shift > 172_800n || shift < -172_800n) throw new EvaluationError("overflow");
  return shift * 1_000_000n;
}

const FORMATS = new Map<string, Intl.DateTimeFormat>();

function shownIn(zone: string, millis: number): (part: string) => number {
  const parts = zoneFormat(zone).formatToParts(millis);
  return (name) => Number(parts.find((part) => part.type === name)?.value);
}

function zoneFormat(zone: string): Intl.DateTimeFormat {
  const known = FORMATS.get(zone);
  if (known) return known;
  try {
    const numeric = { year: "numeric", month: "numeric", day: "numeric" } as const;
    const clock = { hour: "numeric", minute: "numeric", second: "numeric", hourCycle: "h23" } as const;
    const format = new Intl.DateTimeFormat("en-US", { timeZone: zone, ...numeric, ...clock });
    FORMATS.set(zone, format);
    return format;
  } catch {
    throw new EvaluationError("bad-timezone");
  }
}

function offsetMicros(text: string): bigint | null {
  const found = OFFSET.exec(text);
  if (found === null || Number(found[2]) > 23 || Number(found[3]) > 59) return null;
  const minutes = BigInt(Number(found[2]) * 60 + Number(found[3]));
  return (found[1] === "-" ? -minutes : minutes) * 60_000_000n;
}

function durationNanoseconds(body: string): bigint | null {
  let total = 0n;
  DURATION_PART.lastIndex = 0;
  let position = 0;
  while (position < body.length) {
    const found = DURATION_PART.exec(body);
    const [, whole = "", fraction = "", unit = ""] = found ?? [];
    if (whole === "" && fraction === "") return null;
    const scaled = BigInt(whole + fraction) * (NANOSECONDS[unit] ?? 0n);
    const divisor = 10n ** BigInt(fraction.length);
    if (scaled % divisor !== 0n) return null;
    total += scaled / divisor;
    position = DURATION_PART.lastIndex;
  }
  return body === "" ? null : total;
}

function floorDivide(value: bigint, divisor: bigint): bigint {
  const whole = value / divisor;
  return value < 0n && whole * divisor !== value ? whole - 1n : whole;
}

function fractionText(micros: number): string {
  return micros === 0 ? "" : `.${padded(micros, 6).replace(/0+$/, "")}`;
}

function padded(value: number, width: number): string {
  return String(value).padStart(width, "0");
}

function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeap(year) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** Days since 1970-01-01; years start in March so that the leap day is the last one. */
function daysFrom(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  const leapDays = Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100);
  return era * 146_097 + yearOfEra * 365 + leapDays + dayOfYear - 719_468;
}

function civil(days: number): { year: number; month: number; day: number } {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const leapDays =
    Math.floor(dayOfEra / 1_460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
  const yearOfEra = Math.floor((dayOfEra - leapDays) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = ((shiftedMonth + 2) % 12) + 1;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return { year, month, day: dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1 };
}
