import { expect, it } from "vitest";
import { complete } from "@/document/complete";
import { expenseClaims } from "@/document/testing/world";
import type { Definition } from "@/document/types";

it("leaves a whole document as it is", () => {
  const document = expenseClaims();
  expect(complete(document)).toBe(document);
});

it("fills in what was left out and touches nothing else", () => {
  const whole = expenseClaims();
  const { help: _, ...bare } = whole.fields.fld_amount as NonNullable<(typeof whole.fields)[string]>;
  const sparse = { ...whole, fields: { ...whole.fields, fld_amount: bare } } as unknown as Definition;
  const made = complete(sparse);
  expect(made.fields.fld_amount?.help).toBe("");
  expect(made.fields.fld_purpose).toBe(whole.fields.fld_purpose);
  expect(made.nodes).toBe(whole.nodes);
});
