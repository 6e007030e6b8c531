/** The same figures as `definition/expressions/limits.py`; a test compares them. */
export const DEFAULT_FUEL = 20_000;
export const CHARACTERS_PER_STEP = 64;
export const MAX_TEXT = 20_000;
export const MAX_ITEMS = 10_000;
export const MAX_VALUE_DEPTH = 32;
export const SIGNIFICANT_DIGITS = 28;
export const MAX_EXPONENT = 999;
export const MAX_ROUNDING_PLACES = 30;
export const MAX_DURATION_SECONDS = 315_576_000_000;
