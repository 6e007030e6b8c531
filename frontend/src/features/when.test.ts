import { expect, test } from "vitest";
import { whichDay } from "./when";

const NOON = new Date(2026, 10, 21, 12, 0);
const at = (day: number, hour: number, minute = 0) => new Date(2026, 10, day, hour, minute).toISOString();

test.each([
  [at(21, 0, 1), "today"],
  [at(20, 23, 59), "yesterday"],
  [at(20, 0, 0), "yesterday"],
  [at(19, 23, 59), "2 days ago"],
  [at(15, 8), "6 days ago"],
  [at(14, 23), "Nov 14"],
  // The clock of the server may be a little ahead.
  [at(22, 0, 1), "Nov 22"],
])("%s is %s", (moment, words) => {
  expect(whichDay(moment, NOON)).toBe(words);
});
