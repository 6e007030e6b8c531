import { Decimal } from "./decimal";
import { EvaluationError } from "./errors";
import { CHARACTERS_PER_STEP, MAX_ITEMS, MAX_TEXT } from "./limits";
import { CalendarDate, type DateTime, Duration } from "./moments";
import { size } from "./text";
import { isList, type Meter, part, type Value, type ValueRecord } from "./values";

/** What an evaluation reads. A missing variable is null; without `now`, today() and now() throw `no-clock`. */
export interface Context {
  readonly variables: ValueRecord;
  readonly now?: DateTime;
  /** The reader's time zone, by IANA name or offset; UTC when it is missing. */
  readonly timezone?: string;
}

export const OUT_OF_FUEL = "too-many-steps";

/** One evaluation: what it may read and what it has left to spend. */
export class Run implements Meter {
  /** The variables of the enclosing macros. */
  readonly locals = new Map<string, Value>();

  constructor(
    private readonly context: Context,
    private fuel: number,
  ) {}

  spend(steps: number): void {
    this.fuel -= steps;
    if (this.fuel < 0) throw new EvaluationError(OUT_OF_FUEL);
  }

  spendText(length: number): void {
    this.spend(Math.floor(length / CHARACTERS_PER_STEP));
  }

  variable(name: string): Value {
    return this.locals.get(name) ?? (this.locals.has(name) ? null : part(this.context.variables, name));
  }

  get timezone(): string {
    return this.context.timezone ?? "UTC";
  }

  get now(): DateTime {
    if (this.context.now === undefined) throw new EvaluationError("no-clock");
    return this.context.now;
  }

  /** A new text, paid for; throws `too-large`. */
  newText(text: string): string {
    const length = size(text);
    if (length > MAX_TEXT) throw new EvaluationError("too-large");
    this.spendText(length);
    return text;
  }

  /** A new list, paid for; throws `too-large`. */
  newList(items: readonly Value[]): readonly Value[] {
    if (items.length > MAX_ITEMS) throw new EvaluationError("too-large");
    this.spend(items.length);
    return items;
  }
}

export function asText(value: Value | undefined): string {
  if (typeof value === "string") return value;
  throw new EvaluationError("type-mismatch");
}

export function asNumber(value: Value | undefined): Decimal {
  if (value instanceof Decimal) return value;
  throw new EvaluationError("type-mismatch");
}

export function asList(value: Value | undefined): readonly Value[] {
  if (value !== undefined && isList(value)) return value;
  throw new EvaluationError("type-mismatch");
}

export function asDay(value: Value | undefined): CalendarDate {
  if (value instanceof CalendarDate) return value;
  throw new EvaluationError("type-mismatch");
}

export function asLength(value: Value | undefined): Duration {
  if (value instanceof Duration) return value;
  throw new EvaluationError("type-mismatch");
}
