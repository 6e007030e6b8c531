/** Moments in words: absolute, in the reader's language and zone. */

const DAY = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short" });
/** One clock everywhere, as in the designer and in live apps: 24 hours, whatever the language of the browser. */
const CLOCK = { hourCycle: "h23" } as const;
const TIME = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", ...CLOCK });
const FULL = new Intl.DateTimeFormat(undefined, { dateStyle: "long", timeStyle: "long", ...CLOCK });

/** "14:02" today, "3 Nov, 14:02" otherwise. */
export function when(moment: string, now: Date = new Date()): string {
  const date = new Date(moment);
  const today = date.toDateString() === now.toDateString();
  return today ? TIME.format(date) : `${DAY.format(date)}, ${TIME.format(date)}`;
}

/** With the zone, for a title on hover. */
export const whenFull = (moment: string): string => FULL.format(new Date(moment));

const NAMED_DAY = new Intl.RelativeTimeFormat(undefined, { numeric: "auto" });
const DAY_MS = 86_400_000;

/** "today", "yesterday", "3 days ago" within a week by the reader's calendar, "3 Nov" before. */
export function whichDay(moment: string, now: Date = new Date()): string {
  const date = new Date(moment);
  const days = Math.round((midnight(now) - midnight(date)) / DAY_MS);
  return days >= 0 && days < 7 ? NAMED_DAY.format(-days, "day") : DAY.format(date);
}

const midnight = (date: Date): number =>
  new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
