import { expect, expectTypeOf, it } from "vitest";
import type * as Compiled from "@/generated/artefact";
import type { EntitySpec, FieldSpec, NodeSpec } from "@/library/types";
import { EXPENSES } from "@/testing/artefact";
import { type Artefact, entityOf, fieldsOn, type PageSpec, pageOf } from "./artefact";

it("reads nothing that the compiler does not write", () => {
  expectTypeOf<Exclude<keyof Artefact, keyof Compiled.Artefact>>().toEqualTypeOf<never>();
  expectTypeOf<Exclude<keyof Artefact["app"], keyof Compiled.ArtefactInfo>>().toEqualTypeOf<never>();
  expectTypeOf<Exclude<keyof EntitySpec, keyof Compiled.ArtefactEntity>>().toEqualTypeOf<never>();
  expectTypeOf<Exclude<keyof FieldSpec, keyof Compiled.ArtefactField>>().toEqualTypeOf<never>();
  expectTypeOf<Exclude<keyof PageSpec, keyof Compiled.ArtefactPage>>().toEqualTypeOf<never>();
  expectTypeOf<Exclude<keyof NodeSpec, keyof Compiled.ArtefactNode>>().toEqualTypeOf<never>();
});

it("lists the fields of a page in reading order, containers opened, each once", () => {
  const page = pageOf(EXPENSES, "new_claim");
  const keys = fieldsOn(page?.nodes ?? [], entityOf(EXPENSES, "claim")).map((field) => field.key);
  expect(keys.slice(0, 5)).toEqual(["purpose", "category", "other_category", "notes", "client"]);
  expect(new Set(keys).size).toBe(keys.length);
  expect(keys).toContain("receipt");
});
