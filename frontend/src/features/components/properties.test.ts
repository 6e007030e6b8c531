import { expect, test } from "vitest";
import { standardOf, valuesOf } from "./properties";
import { leadOf, sectionOf } from "./readme";
import type { Block } from "./types";

test.each([
  [{ type: "integer", minimum: 1, maximum: 12 }, "Whole number, 1 to 12"],
  [{ type: "number", minimum: 0 }, "Number, at least 0"],
  [{ type: ["string", "null"], maxLength: 120 }, "Text, up to 120 characters"],
  [{ type: ["number", "string", "null"] }, "Number"],
  [{ type: "boolean" }, "Yes or no"],
  [{ enum: ["off", "name"], "x-labels": { off: "Nothing" } }, "Nothing, name"],
  [{ enum: [2, 3] }, "2, 3"],
  [{}, ""],
])("%o reads as %s", (property, words) => {
  expect(valuesOf(property)).toBe(words);
});

test.each([
  [{ default: true }, "Yes"],
  [{ default: 12 }, "12"],
  [{ default: "" }, "Empty"],
  [{ default: [] }, "Empty"],
  [{ default: "off", "x-labels": { off: "Nothing" } }, "Nothing"],
  [{ default: null }, "Not set"],
  [{}, "Not set"],
])("the default of %o reads as %s", (property, words) => {
  expect(standardOf(property)).toBe(words);
});

const heading = (text: string): Block => ({ block: "heading", level: 2, text: [{ text, mark: "plain" }] });
const paragraph = (text: string): Block => ({ block: "paragraph", text: [{ text, mark: "plain" }] });

test("a section ends where the next heading begins", () => {
  const readme = [paragraph("lead"), heading("A"), paragraph("a"), heading("B"), paragraph("b")];
  expect(leadOf(readme)).toEqual([paragraph("lead")]);
  expect(sectionOf(readme, "A")).toEqual([paragraph("a")]);
  expect(sectionOf(readme, "B")).toEqual([paragraph("b")]);
  expect(sectionOf(readme, "C")).toEqual([]);
  expect(leadOf([paragraph("only")])).toEqual([paragraph("only")]);
});
