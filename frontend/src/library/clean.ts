import { Decimal } from "@/expressions";
import { decimalText } from "./read";
import type { Cleaned, Json, Settings } from "./types";

/** What the cleaners of the kinds share. Mirrors runtime/fieldtypes/textual.py and numeric.py. */

/** Control characters other than white space, halves of surrogate pairs, and two code points that are no text. */
const UNSTORABLE = /(?![\t\n\v\f\r])[\p{Cc}\p{Cs}\ufffe\uffff]/u;
const LINE_BREAKS = /\r\n|[\r\n\v\f\u2028\u2029]/g;
const SIGNIFICANT = 15;

export const ok = (value: Json): Cleaned => ({ ok: value });
export const refuse = (code: string, params?: Readonly<Record<string, string>>): Cleaned => ({
  error: params ? { code, params } : { code },
});

/** A number with a comma every three digits, as messages and lists show it. */
export function grouped(plain: string): string {
  const [, sign = "", whole = "", rest = ""] = /^([-+]?)(\d+)(.*)$/.exec(plain) ?? [];
  return whole ? `${sign}${whole.replace(/\B(?=(\d{3})+$)/g, ",")}${rest}` : plain;
}

/** Counts as the server does: by code point. */
export const lengthOf = (text: string): number => [...text].length;

/** A text without space around it, null when nothing is left, or the refusal. */
export function cleanText(value: Json, limit: number, lines = false): Cleaned {
  if (value === null) {
    return ok(null);
  }
  if (typeof value !== "string") {
    return refuse("wrong-type");
  }
  if (UNSTORABLE.test(value)) {
    return refuse("characters");
  }
  const cleaned = value.replace(LINE_BREAKS, lines ? "\n" : " ").trim();
  if (lengthOf(cleaned) > limit) {
    return refuse("too-long", { limit: grouped(String(limit)) });
  }
  return ok(cleaned === "" ? null : cleaned);
}

/** A cleaned text handed on, unless it is empty or refused. */
export function cleanTextWith(value: Json, limit: number, next: (text: string) => Cleaned): Cleaned {
  const cleaned = cleanText(value, limit);
  return "ok" in cleaned && typeof cleaned.ok === "string" ? next(cleaned.ok) : cleaned;
}

/** Plain decimal text of a number as typed ("1,234.50", "1234,5"); "" = empty; null = no number. */
export function readDecimal(value: Json): string | null {
  if (value === null || value === "") {
    return "";
  }
  if (typeof value !== "string" && typeof value !== "number") {
    return null;
  }
  let text = String(value)
    .replace(/[ \u00a0\u202f\u2009'\u2019]/g, "")
    .replace(/\u2212/g, "-");
  if (text === "") {
    return "";
  }
  const comma = text.lastIndexOf(",");
  const dot = text.lastIndexOf(".");
  if (comma > dot && dot >= 0) {
    text = text.replace(/\./g, "").replace(/,/g, ".");
  } else if ((dot > comma && comma >= 0) || /^[+-]?\d{1,3}(,\d{3})+$/.test(text)) {
    text = text.replace(/,/g, "");
  } else {
    text = text.replace(/,/g, ".");
  }
  return /^[+-]?\d{1,40}(\.\d{1,40})?$/.test(text) ? plain(text) : null;
}

/** Without "+", zeros in front or at the end, and "-0". */
function plain(text: string): string {
  const [, sign = "", whole = "0", fraction = ""] = /^([-+]?)0*(\d+?)(?:\.(\d*?)0*)?$/.exec(text) ?? [];
  const digits = fraction ? `${whole}.${fraction}` : whole;
  return sign === "-" && digits !== "0" ? `-${digits}` : digits;
}

/** Compares two plain decimal texts: negative, zero or positive. */
export function compareDecimals(left: string, right: string): number {
  const a = Decimal.parse(left);
  const b = Decimal.parse(right);
  return a && b ? a.compare(b) : 0;
}

const placesOf = (text: string): number => text.split(".")[1]?.length ?? 0;
const wholeOf = (text: string): string => (text.replace("-", "").split(".")[0] ?? "").replace(/^0+/, "");
const significantOf = (text: string): number =>
  text.replace(/^-/, "").replace(".", "").replace(/^0+/, "").replace(/0+$/, "").length;

/** Refuses more decimal places than `places`. */
export function limitPlaces(text: string, places: number): Cleaned | null {
  return placesOf(text) > places
    ? refuse(places > 0 ? "decimals" : "whole-number", { limit: String(places) })
    : null;
}

/** Refuses what cannot be stored exactly. */
export function limitDigits(text: string): Cleaned | null {
  return significantOf(text) > SIGNIFICANT || wholeOf(text).length > SIGNIFICANT
    ? refuse("too-large", { limit: `${SIGNIFICANT} digits` })
    : null;
}

/** Refuses what lies outside `min` and `max` of the settings. */
export function limitRange(text: string, settings: Settings, unit = ""): Cleaned | null {
  const least = decimalText(settings, "min");
  const most = decimalText(settings, "max");
  if (least !== null && compareDecimals(text, least) < 0) {
    return refuse("too-small", { limit: grouped(plain(least)) + unit });
  }
  if (most !== null && compareDecimals(text, most) > 0) {
    return refuse("too-large", { limit: grouped(plain(most)) + unit });
  }
  return null;
}

/** Exactly `places` decimals (zeros added), or as many as needed when null. The text has no more than that. */
export function canonicalDecimal(text: string, places: number | null): string {
  if (places === null || places === 0) {
    return text;
  }
  const [whole = "0", fraction = ""] = text.split(".");
  return `${whole}.${fraction.padEnd(places, "0")}`;
}

/** Moves the decimal point: 12.5 by -2 is 0.125. */
export function shiftDecimal(text: string, by: number): string {
  const sign = text.startsWith("-") ? "-" : "";
  const [whole = "0", fraction = ""] = text.replace(/^-/, "").split(".");
  const digits = "0".repeat(Math.max(0, -by)) + whole + fraction + "0".repeat(Math.max(0, by));
  const point = Math.max(0, -by) + whole.length + by;
  return plain(`${sign}${digits.slice(0, point) || "0"}.${digits.slice(point) || "0"}`);
}
