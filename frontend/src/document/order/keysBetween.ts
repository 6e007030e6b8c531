import { between } from "@/document/order/between";

/** `count` ascending keys strictly between `a` and `b`, short by halving the gap. */
export function keysBetween(a: string | null, b: string | null, count: number): string[] {
  if (count <= 0) return [];
  if (count === 1) return [between(a, b)];
  if (b === null) return climb(a, count);
  if (a === null) return descend(b, count);
  const half = Math.floor(count / 2);
  const middle = between(a, b);
  return [...keysBetween(a, middle, half), middle, ...keysBetween(middle, b, count - half - 1)];
}

function climb(from: string | null, count: number): string[] {
  const keys: string[] = [];
  let last = from;
  for (let i = 0; i < count; i += 1) {
    last = between(last, null);
    keys.push(last);
  }
  return keys;
}

function descend(from: string, count: number): string[] {
  const keys: string[] = [];
  let first = from;
  for (let i = 0; i < count; i += 1) {
    first = between(null, first);
    keys.unshift(first);
  }
  return keys;
}
