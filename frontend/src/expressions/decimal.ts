import { EvaluationError } from "./errors";
import { MAX_EXPONENT, MAX_ROUNDING_PLACES, SIGNIFICANT_DIGITS } from "./limits";

const NUMBER = /^([+-]?)([0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE]([+-]?)([0-9]+))?$/;
const TOO_LONG = 10n ** BigInt(SIGNIFICANT_DIGITS);
const EXPONENT_DIGITS = 5;
const LARGEST_WHOLE = 10n ** 15n;

/**
 * The one number type: decimal, 28 significant digits, half up (away from zero) after every operation.
 * A result at or beyond 1e1000 throws `overflow`; one nearer to zero than 1e-999 is zero.
 */
export class Decimal {
  static readonly ZERO = new Decimal(0n, 0);

  /** The value is coefficient x 10^exponent. Use `parse` and `of`; this keeps no bounds. */
  private constructor(
    private readonly coefficient: bigint,
    private readonly exponent: number,
  ) {}

  /** Plain or scientific notation, rounded to 28 digits; null when the text is no number. */
  static parse(text: string): Decimal | null {
    const found = NUMBER.exec(text);
    if (found === null) return null;
    const [, sign = "", mantissa = "", exponentSign = "", exponentDigits = "0"] = found;
    const digits = exponentDigits.replace(/^0+/, "") || "0";
    const exponent = Number(digits.length <= EXPONENT_DIGITS ? digits : "9".repeat(EXPONENT_DIGITS));
    const [whole = "", fraction = ""] = mantissa.split(".");
    const coefficient = BigInt(whole + fraction);
    return Decimal.fit(
      sign === "-" ? -coefficient : coefficient,
      (exponentSign === "-" ? -exponent : exponent) - fraction.length,
    );
  }

  /** A whole number. Throws RangeError for anything a JavaScript number does not hold exactly. */
  static of(whole: number | bigint): Decimal {
    if (typeof whole === "number" && !Number.isSafeInteger(whole)) throw new RangeError("not a whole number");
    return Decimal.fit(BigInt(whole), 0);
  }

  add(other: Decimal): Decimal {
    const [left, right, exponent] = this.aligned(other);
    return Decimal.fit(left + right, exponent);
  }

  sub(other: Decimal): Decimal {
    const [left, right, exponent] = this.aligned(other);
    return Decimal.fit(left - right, exponent);
  }

  mul(other: Decimal): Decimal {
    return Decimal.fit(this.coefficient * other.coefficient, this.exponent + other.exponent);
  }

  /** Throws `division-by-zero`. */
  div(other: Decimal): Decimal {
    if (other.isZero) throw new EvaluationError("division-by-zero");
    // Two digits more than are kept: half up looks at the first dropped digit only.
    const scale = Math.max(0, SIGNIFICANT_DIGITS + 2 + length(other.coefficient) - length(this.coefficient));
    const quotient = (this.coefficient * power(scale)) / other.coefficient;
    return Decimal.fit(quotient, this.exponent - other.exponent - scale);
  }

  /** Has the sign of this number. Throws `division-by-zero`, or `overflow` for a quotient beyond 28 digits. */
  mod(other: Decimal): Decimal {
    const quotient = this.div(other);
    if (!quotient.isZero && quotient.magnitude >= SIGNIFICANT_DIGITS) throw new EvaluationError("overflow");
    const [left, right, exponent] = this.aligned(other);
    return Decimal.fit(left % right, exponent);
  }

  /** -1, 0 or 1. */
  compare(other: Decimal): number {
    const [left, right] = this.aligned(other);
    return Number(left > right) - Number(left < right);
  }

  /** Half up to so many places (negative: tens, hundreds). Throws `bad-argument` beyond 30. */
  round(places = 0): Decimal {
    if (Math.abs(places) > MAX_ROUNDING_PLACES) throw new EvaluationError("bad-argument");
    if (this.exponent >= -places) return this;
    return Decimal.fit(halfUp(this.coefficient, -places - this.exponent), -places);
  }

  floor(): Decimal {
    if (this.exponent >= 0) return this;
    const unit = power(-this.exponent);
    const whole = this.coefficient / unit;
    return Decimal.fit(this.coefficient < 0n && whole * unit !== this.coefficient ? whole - 1n : whole, 0);
  }

  ceil(): Decimal {
    return this.negated().floor().negated();
  }

  negated(): Decimal {
    return new Decimal(-this.coefficient, this.exponent);
  }

  abs(): Decimal {
    return this.coefficient < 0n ? this.negated() : this;
  }

  get isZero(): boolean {
    return this.coefficient === 0n;
  }

  /** As a JavaScript integer. Throws `bad-argument` for a fraction or beyond 1e15. */
  whole(): number {
    const whole = this.floor();
    if (this.compare(whole) !== 0 || this.exponent > 15) throw new EvaluationError("bad-argument");
    const value = whole.coefficient * power(whole.exponent);
    if (value > LARGEST_WHOLE || value < -LARGEST_WHOLE) throw new EvaluationError("bad-argument");
    return Number(value);
  }

  /** Plain notation without exponent or trailing zeros: "1.5", "1000". */
  toString(): string {
    const sign = this.coefficient < 0n ? "-" : "";
    const digits = (this.coefficient < 0n ? -this.coefficient : this.coefficient).toString();
    if (this.exponent >= 0) return this.isZero ? "0" : sign + digits + "0".repeat(this.exponent);
    const padded = digits.padStart(1 - this.exponent, "0");
    const fraction = padded.slice(this.exponent).replace(/0+$/, "");
    return sign + padded.slice(0, this.exponent) + (fraction && `.${fraction}`);
  }

  /** The exponent of the first digit: 2 for 123. */
  private get magnitude(): number {
    return length(this.coefficient) - 1 + this.exponent;
  }

  private aligned(other: Decimal): [bigint, bigint, number] {
    const exponent = Math.min(this.exponent, other.exponent);
    return [this.scaledTo(exponent), other.scaledTo(exponent), exponent];
  }

  private scaledTo(exponent: number): bigint {
    return this.exponent === exponent ? this.coefficient : this.coefficient * power(this.exponent - exponent);
  }

  private static fit(coefficient: bigint, exponent: number): Decimal {
    if (coefficient === 0n) return Decimal.ZERO;
    const surplus =
      coefficient < TOO_LONG && coefficient > -TOO_LONG ? 0 : length(coefficient) - SIGNIFICANT_DIGITS;
    const fitted = surplus
      ? new Decimal(halfUp(coefficient, surplus), exponent + surplus)
      : new Decimal(coefficient, exponent);
    const { magnitude } = fitted;
    if (magnitude > MAX_EXPONENT) throw new EvaluationError("overflow");
    return magnitude < -MAX_EXPONENT ? Decimal.ZERO : fitted;
  }
}

function power(exponent: number): bigint {
  return 10n ** BigInt(exponent);
}

function length(coefficient: bigint): number {
  return (coefficient < 0n ? -coefficient : coefficient).toString().length;
}

/** Drops so many digits, half away from zero. */
function halfUp(coefficient: bigint, digits: number): bigint {
  const unit = power(digits);
  const rest = coefficient % unit;
  const whole = coefficient / unit;
  if ((rest < 0n ? -rest : rest) * 2n < unit) return whole;
  return coefficient < 0n ? whole - 1n : whole + 1n;
}
