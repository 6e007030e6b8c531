import { describe, expect, it } from "vitest";
import { apply } from "@/document/operations/apply";
import { asKind, parseLine, parseLines } from "@/document/quickadd/parse";
import { acceptRule, suggestRule } from "@/document/quickadd/suggestRule";
import { CATALOGUE, expenseClaims, testContext } from "@/document/testing/world";

const parse = (line: string) => parseLine(line, CATALOGUE);

describe("the quick add line", () => {
  it.each([
    ["Purpose", "Purpose", "text", true],
    ["Amount", "Amount", "money", true],
    ["Receipt?", "Receipt", "file", false],
    ["Date spent", "Date spent", "date", true],
    ["Email date", "Email date", "date", true],
    ["Number of people *", "Number of people", "number", true],
    ["Notes: long text ?", "Notes", "textarea", false],
    ["Agreed: yes/no", "Agreed", "yesno", true],
    ["Do you agree?", "Do you agree?", "text", true],
    ["Do you agree? ?", "Do you agree?", "text", false],
  ])("%s", (line, label, kind, required) => {
    expect(parse(line)).toMatchObject({ label, kind, required });
  });

  it("turns options into a choice, and many options into a dropdown", () => {
    expect(parse("Category: Travel, Meals, Other *")).toMatchObject({
      kind: "choice",
      because: "options",
      settings: {
        options: [
          { key: "travel", label: "Travel" },
          { key: "meals", label: "Meals" },
          { key: "other", label: "Other" },
        ],
      },
    });
    expect(parse("Size: 1, 2, 3, 4, 5, 6, 7, 8")?.kind).toBe("select");
    expect(parse("Colours: multiple choice, Red, Red")?.settings).toEqual({
      options: [
        { key: "red", label: "Red" },
        { key: "red_2", label: "Red" },
      ],
    });
  });

  it("reads a pasted list, one question per line, without its bullets", () => {
    const fields = parseLines("- Purpose\r\n\n2) Amount\n• Receipt?\n   ", CATALOGUE);
    expect(fields.map((field) => [field.label, field.kind])).toEqual([
      ["Purpose", "text"],
      ["Amount", "money"],
      ["Receipt", "file"],
    ]);
  });

  it("says nothing for an empty label", () => {
    expect(parse("   ")).toBeNull();
    expect(parse(": Travel")).toBeNull();
  });

  it("offers alternatives and keeps the options when the kind is changed", () => {
    const field = parse("Category: Travel, Meals");
    expect(field?.alternatives.slice(0, 2)).toEqual(["select", "choices"]);
    expect(field && asKind(field, "choices", CATALOGUE).settings.options).toHaveLength(2);
    expect(field && asKind(field, "text", CATALOGUE).settings).toEqual({});
  });
});

describe("the rule suggested from a label", () => {
  it("asks to show Describe other only when Category is Other, and makes that rule", () => {
    const document = { ...expenseClaims(), rules: {} };
    const suggested = suggestRule(document, CATALOGUE, "nod_other");
    expect(suggested?.question).toBe("Show only when Category is Other?");
    const edit = suggested && acceptRule(document, testContext(), suggested);
    const next = apply(document, edit?.operations ?? []).document;
    expect(Object.values(next.rules)).toEqual([
      { entity: "ent_claim", effect: "show", target: "nod_other", when: "category == 'other'", order: "a0" },
    ]);
  });

  it("stays quiet for another label", () => {
    expect(suggestRule(expenseClaims(), CATALOGUE, "nod_amount")).toBeNull();
  });
});
