/*
 * Text by code points, as the server counts: "😀" has size 1 and sorts after every letter, although
 * JavaScript stores it as two units.
 */

const PAIR = /[\ud800-\udbff][\udc00-\udfff]/g;

/** How many code points. */
export function size(text: string): number {
  return text.length - (text.match(PAIR)?.length ?? 0);
}

/** -1, 0 or 1 by code points. */
export function compareText(left: string, right: string): number {
  if (left === right) return 0;
  let at = 0;
  while (at < left.length && left.charCodeAt(at) === right.charCodeAt(at)) at += 1;
  if (at > 0 && isHigh(left.charCodeAt(at - 1))) at -= 1;
  return (left.codePointAt(at) ?? -1) < (right.codePointAt(at) ?? -1) ? -1 : 1;
}

/** The code points from start up to, not including, end. */
export function slice(text: string, start: number, end: number): string {
  return size(text) === text.length ? text.slice(start, end) : Array.from(text).slice(start, end).join("");
}

const BLANKS = new Set(
  "\t\n\v\f\r \u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000",
);

/** Without Unicode's white space at both ends; String.trim has a slightly different set. */
export function trim(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && BLANKS.has(text.charAt(start))) start += 1;
  while (end > start && BLANKS.has(text.charAt(end - 1))) end -= 1;
  return text.slice(start, end);
}

function isHigh(unit: number): boolean {
  return unit >= 0xd800 && unit < 0xdc00;
}
