import { expect, test } from "vitest";
import { inReadingOrder } from "@/features/checks/ChangeList";
import type { AppArtefact, Change } from "@/features/checks/types";
import { marksOf, pageOf } from "./marks";

const node = (id: string, field: string | null, children: unknown[] = []) => ({ id, field, children });

const artefact = {
  entities: [{ key: "claim", fields: [{ id: "fld_amount", key: "amount" }] }],
  pages: [
    {
      id: "pag_form",
      key: "new_claim",
      entity: "claim",
      nodes: [node("nod_section", null, [node("nod_amount", "amount")])],
    },
    { id: "pag_list", key: "claims", entity: "claim", nodes: [node("nod_table", null)] },
  ],
} as unknown as AppArtefact;

const change = (part: Partial<Change>): Change => ({
  id: "c",
  area: "form",
  object_id: "nod_amount",
  kind: "changed",
  class: "additive",
  property: null,
  property_name: null,
  sentence: "",
  before: null,
  after: null,
  hash: "h",
  ...part,
});

test("a change of a field marks the node that shows it", () => {
  const marks = marksOf(artefact, [change({ object_id: "fld_amount" })]);
  expect([...marks]).toEqual([["nod_amount", { change: "changed", label: "Changed" }]]);
});

test("an addition outranks a change of the same object, whatever comes first", () => {
  const both = [change({ kind: "added" }), change({ kind: "changed" })];
  expect(marksOf(artefact, both).get("nod_amount")?.change).toBe("added");
  expect(marksOf(artefact, both.reverse()).get("nod_amount")?.change).toBe("added");
});

test("an object that is not on any page leaves no mark and no page", () => {
  expect(marksOf(artefact, [change({ object_id: "gra_1" })]).size).toBe(0);
  expect(pageOf(artefact, "gra_1")).toBeNull();
  expect(pageOf(null, "nod_amount")).toBeNull();
});

test("the page of a change is found through node, field and page ids", () => {
  expect(pageOf(artefact, "nod_amount")).toBe("new_claim");
  expect(pageOf(artefact, "fld_amount")).toBe("new_claim");
  expect(pageOf(artefact, "pag_list")).toBe("claims");
});

test("reviewers read access first and destructive before risky before harmless", () => {
  const ordered = inReadingOrder([
    change({ area: "form", hash: "1" }),
    change({ area: "data", class: "additive", hash: "2" }),
    change({ area: "data", class: "destructive", hash: "3" }),
    change({ area: "access", class: "risky", hash: "4" }),
  ]);
  expect(ordered.map((one) => one.hash)).toEqual(["4", "3", "2", "1"]);
});
