import type { Json } from "./types";

/** Calendar days as text, without any time zone. Mirrors runtime/fieldtypes/date.py. */

const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
] as const;
export const EARLIEST = "1000-01-01";

/** The day of "YYYY-MM-DD", or null for anything else, such as 30 February. */
export function readDay(value: Json | undefined): string | null {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(typeof value === "string" ? value : "") ?? [];
  if (!year || !month || !day || year === "0000") {
    return null;
  }
  const last = new Date(Date.UTC(2000, Number(month), 0)).getUTCDate();
  const isLeap = (Number(year) % 4 === 0 && Number(year) % 100 !== 0) || Number(year) % 400 === 0;
  const most = Number(month) === 2 && !isLeap ? 28 : last;
  const fits = Number(month) >= 1 && Number(month) <= 12 && Number(day) >= 1 && Number(day) <= most;
  return fits ? `${year}-${month}-${day}` : null;
}

/** "5 May 2026" */
export function showDay(day: string): string {
  const [year = "", month = "", date = ""] = day.split("-");
  return `${Number(date)} ${MONTHS[Number(month) - 1] ?? month} ${Number(year)}`;
}

const MOMENT =
  /^(\d{4}-\d{2}-\d{2})[Tt ]([0-9]{2}):([0-9]{2})(?::([0-9]{2}))?(?:\.[0-9]{1,9})?([Zz]|[+-][0-9]{2}:[0-9]{2})?$/;

/** Milliseconds of an RFC 3339 text (no offset means UTC), to the second; null for anything else. */
export function readMoment(value: Json): number | null {
  const [, day, hour = "", minute = "", second = "00", offset = "Z"] =
    MOMENT.exec(typeof value === "string" ? value : "") ?? [];
  const isTime = Number(hour) < 24 && Number(minute) < 60 && Number(second) < 60;
  if (!day || !readDay(day) || !isTime || !isOffset(offset)) {
    return null;
  }
  const at = Date.parse(`${day}T${hour}:${minute}:${second}${offset.toUpperCase()}`);
  return Number.isNaN(at) ? null : at;
}

function isOffset(offset: string): boolean {
  const [, hours = "0", minutes = "0"] = /^[+-](\d{2}):(\d{2})$/.exec(offset) ?? [];
  return Number(hours) < 24 && Number(minutes) < 60;
}

/** RFC 3339 in UTC, to the second. */
export function writeMoment(at: number): string {
  return new Date(at).toISOString().replace(/\.\d{3}Z$/, "Z");
}

const two = (value: number): string => String(value).padStart(2, "0");

/** What a date-and-time box of this computer's time zone shows. */
export function localMinute(at: number): string {
  const date = new Date(at);
  const day = `${String(date.getFullYear()).padStart(4, "0")}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}`;
}
