/** Fractional index keys in base 62: strings that sort where they were asked to. */

const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const SMALLEST_INTEGER = `A${"0".repeat(26)}`;

/**
 * A key strictly between `a` and `b`; `null` means the open end.
 * Throws RangeError when a >= b or a key is not well formed.
 */
export function between(a: string | null, b: string | null): string {
  if (a !== null) check(a);
  if (b !== null) check(b);
  if (a !== null && b !== null && a >= b) throw new RangeError(`${a} is not before ${b}`);
  if (a === null) return b === null ? "a0" : before(b);
  if (b === null) return after(a);
  const whole = integerPart(a);
  const rest = a.slice(whole.length);
  const other = integerPart(b);
  if (whole === other) return whole + midpoint(rest, b.slice(other.length));
  const next = increment(whole);
  if (next === null) throw new RangeError("no key left");
  return next < b ? next : whole + midpoint(rest, null);
}

function before(b: string): string {
  const whole = integerPart(b);
  const rest = b.slice(whole.length);
  if (whole === SMALLEST_INTEGER) return whole + midpoint("", rest);
  if (whole < b) return whole;
  const previous = decrement(whole);
  if (previous === null) throw new RangeError("no key left");
  return previous;
}

function after(a: string): string {
  const whole = integerPart(a);
  const next = increment(whole);
  return next ?? whole + midpoint(a.slice(whole.length), null);
}

function midpoint(a: string, b: string | null): string {
  if (b !== null) {
    let same = 0;
    while ((a[same] ?? "0") === b[same]) same += 1;
    if (same > 0) return b.slice(0, same) + midpoint(a.slice(same), b.slice(same));
  }
  const low = a === "" ? 0 : digit(a[0]);
  const high = b === null ? DIGITS.length : digit(b[0]);
  if (high - low > 1) return DIGITS.charAt(Math.round(0.5 * (low + high)));
  if (b !== null && b.length > 1) return b.slice(0, 1);
  return DIGITS.charAt(low) + midpoint(a.slice(1), null);
}

function digit(char: string | undefined): number {
  return DIGITS.indexOf(char ?? "0");
}

function integerLength(head: string): number {
  if (head >= "a" && head <= "z") return head.charCodeAt(0) - 97 + 2;
  if (head >= "A" && head <= "Z") return 90 - head.charCodeAt(0) + 2;
  throw new RangeError(`${head} does not start an order key`);
}

function integerPart(key: string): string {
  const length = integerLength(key.charAt(0));
  if (length > key.length) throw new RangeError(`${key} is cut short`);
  return key.slice(0, length);
}

function check(key: string): void {
  const whole = integerPart(key);
  const rest = key.slice(whole.length);
  const foreign = [...key.slice(1)].some((char) => !DIGITS.includes(char));
  if (foreign || rest.endsWith("0") || key === SMALLEST_INTEGER) {
    throw new RangeError(`${key} is not an order key`);
  }
}

function increment(whole: string): string | null {
  const head = whole.charAt(0);
  const digits = [...whole.slice(1)];
  for (let i = digits.length - 1; i >= 0; i -= 1) {
    const next = digit(digits[i]) + 1;
    if (next < DIGITS.length) {
      digits[i] = DIGITS.charAt(next);
      return head + digits.join("");
    }
    digits[i] = "0";
  }
  if (head === "Z") return "a0";
  if (head === "z") return null;
  const up = String.fromCharCode(head.charCodeAt(0) + 1);
  if (up > "a") digits.push("0");
  else digits.pop();
  return up + digits.join("");
}

function decrement(whole: string): string | null {
  const head = whole.charAt(0);
  const digits = [...whole.slice(1)];
  for (let i = digits.length - 1; i >= 0; i -= 1) {
    const next = digit(digits[i]) - 1;
    if (next >= 0) {
      digits[i] = DIGITS.charAt(next);
      return head + digits.join("");
    }
    digits[i] = "z";
  }
  if (head === "a") return "Zz";
  if (head === "A") return null;
  const down = String.fromCharCode(head.charCodeAt(0) - 1);
  if (down < "Z") digits.push("z");
  else digits.pop();
  return down + digits.join("");
}
