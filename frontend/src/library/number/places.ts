import { integer } from "../read";
import type { Settings } from "../types";

export const STORED_PLACES = 10;

/** The decimal places of a number or calculation, null when any number of them is fine. */
export function placesOf(settings: Settings): number | null {
  const places = integer(settings, "decimals", -1);
  return places >= 0 ? Math.min(places, STORED_PLACES) : null;
}
