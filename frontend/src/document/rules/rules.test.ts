import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Comparison, type Group, operatorsFor, shapeOf } from "@/document/rules/condition";
import { fromText } from "@/document/rules/fromText";
import { percentToShare, shareToPercent } from "@/document/rules/percent";
import { fieldsOf, quickChecks } from "@/document/rules/quickChecks";
import { reading } from "@/document/rules/reading";
import { toText } from "@/document/rules/toText";
import { keysIn } from "@/document/rules/uses";
import { expenseClaims } from "@/document/testing/world";

const KINDS = new Map([
  ["purpose", "text"],
  ["category", "choice"],
  ["amount", "money"],
  ["spent_on", "date"],
  ["agreed", "yesno"],
  ["tags", "choices"],
]);
const VALUES = { text: "it's", option: "other", number: "12.5", date: "2026-11-21", options: "red" } as const;

function anyComparison(): fc.Arbitrary<Comparison> {
  return fc.constantFrom(...KINDS).chain(([field, kind]) =>
    fc.constantFrom(...operatorsFor(kind)).map((operator) => {
      const none = ["is_true", "is_false", "is_empty", "is_not_empty"].includes(operator);
      const value = none ? null : (VALUES[shapeOf(kind) as keyof typeof VALUES] ?? "x");
      return { kind: "comparison" as const, field, operator, value };
    }),
  );
}

describe("conditions as rows and as text", () => {
  it("reads back every condition it writes", () => {
    const group: fc.Arbitrary<Group> = fc.record({
      kind: fc.constant("group" as const),
      join: fc.constantFrom("all", "any"),
      parts: fc.array(anyComparison(), { minLength: 2, maxLength: 4 }),
    });
    const nested = fc.record({
      kind: fc.constant("group" as const),
      join: fc.constantFrom("all" as const, "any" as const),
      parts: fc.array(fc.oneof(anyComparison(), group), { minLength: 2, maxLength: 4 }),
    });
    fc.assert(
      fc.property(nested, (condition) => {
        const text = toText(condition, KINDS) ?? "";
        expect(toText(fromText(text) ?? condition, KINDS)).toBe(text);
        expect(fromText(text)).not.toBeNull();
      }),
    );
  });

  it("leaves to the text editor what rows cannot show", () => {
    expect(fromText("amount + 1 > 3")).toBeNull();
    expect(fromText("size(purpose) > 3")).toBeNull();
    expect(fromText("amount > ")).toBeNull();
    expect(fromText("'")).toBeNull();
  });

  it("says the rule in plain words", () => {
    const fields = fieldsOf(expenseClaims(), "ent_claim");
    const group = fromText("category == 'other' && (amount > 500 || isEmpty(receipt))");
    expect(group && reading(group, fields)).toBe(
      "Category is Other and (Amount is more than 500 or Receipt is empty)",
    );
  });

  it("does not take quoted words or calls for fields", () => {
    expect([...keysIn("category == 'amount' && isEmpty(receipt)")]).toEqual(["category", "receipt"]);
  });
});

describe("percents in conditions", () => {
  it.each([
    ["12.5", "0.125"],
    ["0", "0"],
    ["100", "1"],
    ["-7", "-0.07"],
    ["0.05", "0.0005"],
  ])("%s per cent is the share %s, and back", (percent, share) => {
    expect(percentToShare(percent)).toBe(share);
    expect(shareToPercent(share)).toBe(percent);
  });
});

describe("quick checks", () => {
  const check = (when: string, target = "nod_other") =>
    quickChecks(expenseClaims(), { entity: "ent_claim", effect: "show", target, when, order: "a0" });

  it("finds what can never be true, what is gone and what comes later", () => {
    expect(check("amount > 500 && amount < 100")).toEqual([
      { severity: "must_fix", message: "The conditions on Amount can never be true together." },
    ]);
    expect(check("colour == 'red'")).toEqual([
      { severity: "must_fix", message: "It reads a field that is not there any more: colour." },
    ]);
    expect(check("category == 'other'", "nod_purpose")).toEqual([
      { severity: "advice", message: "It uses Category, which comes later in the form." },
    ]);
    expect(check("category == 'other'")).toEqual([]);
  });
});
