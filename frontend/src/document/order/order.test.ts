import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { between } from "@/document/order/between";
import { keysBetween } from "@/document/order/keysBetween";

describe("order keys", () => {
  it.each([
    [null, null, "a0"],
    ["a0", null, "a1"],
    [null, "a0", "Zz"],
    ["a0", "a1", "a0V"],
    ["a1", "a2", "a1V"],
    ["Zz", "a0", "ZzV"],
    ["az", null, "b00"],
    [null, "Z0", "Yzz"],
    ["a0V", "a1", "a0l"],
    ["b127", "b129", "b128"],
  ])("between %s and %s is %s", (a, b, key) => {
    expect(between(a, b)).toBe(key);
  });

  it.each([
    ["a1", "a0"],
    ["a00", null],
    ["a", null],
    ["0", "1"],
    ["", null],
  ])("refuses %s, %s", (a, b) => {
    expect(() => between(a, b)).toThrow(RangeError);
  });

  it("always finds room, wherever people insert", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(), { maxLength: 120 }), (places) => {
        const keys: string[] = [];
        for (const wish of places) {
          const at = wish % (keys.length + 1);
          keys.splice(at, 0, between(keys[at - 1] ?? null, keys[at] ?? null));
        }
        expect([...keys].sort((a, b) => (a < b ? -1 : 1))).toEqual(keys);
        expect(new Set(keys).size).toBe(keys.length);
      }),
    );
  });

  it("gives n keys in order inside a gap", () => {
    for (const [a, b] of [
      [null, null],
      ["a0", null],
      [null, "a0"],
      ["a0", "a1"],
    ] as const) {
      const keys = keysBetween(a, b, 9);
      const all = [...(a ? [a] : []), ...keys, ...(b ? [b] : [])];
      expect([...all].sort((x, y) => (x < y ? -1 : 1))).toEqual(all);
      expect(new Set(all).size).toBe(all.length);
    }
  });
});
