import { describe, expect, it } from "vitest";
import { addEntity } from "@/document/commands/addEntity";
import { addFields } from "@/document/commands/addField";
import { addNode } from "@/document/commands/addNode";
import { changeKind } from "@/document/commands/changeKind";
import { duplicateNode } from "@/document/commands/duplicateNode";
import { placeAfter } from "@/document/commands/place";
import { removeEntity } from "@/document/commands/removeEntity";
import { removeField } from "@/document/commands/removeField";
import { removeNodes } from "@/document/commands/removeNodes";
import { setLabel } from "@/document/commands/setLabel";
import { apply } from "@/document/operations/apply";
import { expenseClaims, testContext } from "@/document/testing/world";
import { children } from "@/document/tree/children";
import type { Definition, Edit } from "@/document/types";

const changed = (document: Definition, edit: Edit) => apply(document, edit.operations).document;

describe("adding", () => {
  it("adds a field, its node after the focused one, and a column, as one step", () => {
    const document = expenseClaims();
    const place = placeAfter(document, "pag_form", "nod_purpose");
    const edit = addFields(
      document,
      testContext(),
      "ent_claim",
      [{ label: "Date spent", kind: "date" }],
      place,
    );
    expect(edit.said).toBe("Date field added after Purpose.");
    expect(edit.label).toBe("add Date spent");
    const next = changed(document, edit);
    expect(children(next, "pag_form", null).slice(0, 3)).toEqual(["nod_purpose", edit.focus, "nod_category"]);
    expect(next.fields[edit.fields[0] ?? ""]).toMatchObject({
      key: "date_spent",
      required: true,
      kind: "date",
    });
    expect(next.nodes.nod_table?.props.columns).toEqual(["fld_purpose", "fld_amount", edit.fields[0]]);
  });

  it("keeps keys unique and out of reserved words", () => {
    const document = expenseClaims();
    const wanted = [
      { label: "Amount", kind: "money" },
      { label: "Order", kind: "text" },
      { label: "数量", kind: "text" },
    ];
    const next = changed(document, addFields(document, testContext(), "ent_claim", wanted, null));
    const keys = Object.values(next.fields).map((field) => field.key);
    expect(keys.slice(-3)).toEqual(["amount_2", "order_field", "field"]);
  });

  it("puts several into one gap in the order they were written", () => {
    const document = expenseClaims();
    const place = placeAfter(document, "pag_form", "nod_amount");
    const edit = addFields(
      document,
      testContext(),
      "ent_claim",
      ["A", "B", "C"].map((label) => ({ label, kind: "text" })),
      place,
    );
    expect(children(changed(document, edit), "pag_form", "nod_payment")).toEqual([
      "nod_amount",
      ...edit.nodes,
      "nod_receipt",
    ]);
    expect(edit.said).toBe("3 fields added.");
  });

  it("names steps by their number", () => {
    const document = expenseClaims();
    const edit = addNode(document, testContext(), "page", placeAfter(document, "pag_form", null));
    expect(changed(document, edit).nodes[edit.focus ?? ""]?.props).toEqual({ title: "Step 1" });
  });

  it("adds a table with its pages and the access the first one has", () => {
    const document = expenseClaims();
    const next = changed(document, addEntity(document, testContext(), "Category"));
    expect(
      Object.values(next.pages)
        .filter((page) => page.entity === "ent_t1")
        .map((page) => [page.kind, page.key]),
    ).toEqual([
      ["form", "new_category"],
      ["list", "category_list"],
      ["record", "category"],
    ]);
    expect(Object.values(next.grants).filter((grant) => grant.entity === "ent_t1")).toHaveLength(1);
  });
});

describe("removing", () => {
  it("takes the field, its rule and its column with it, and undo brings all back", () => {
    const document = expenseClaims();
    const edit = removeNodes(document, testContext(), ["nod_amount"]);
    expect(edit.said).toBe("Amount deleted. Control Z to undo.");
    expect(edit.focus).toBe("nod_receipt");
    const step = apply(document, edit.operations);
    expect(step.document.fields.fld_amount).toBeUndefined();
    expect(step.document.nodes.nod_table?.props.columns).toEqual(["fld_purpose"]);
    expect(apply(step.document, step.inverse).document).toEqual(document);
  });

  it("removes rules about what goes, keeps rules that only read it, and says so", () => {
    const document = expenseClaims();
    expect(changed(document, removeNodes(document, testContext(), ["nod_other"])).rules).toEqual({});
    const edit = removeNodes(document, testContext(), ["nod_category"]);
    expect(edit.lost).toEqual(["A rule still reads it: category == 'other'"]);
    expect(Object.keys(changed(document, edit).rules)).toEqual(["rul_other"]);
  });

  it("empties a container with its contents", () => {
    const document = expenseClaims();
    const next = changed(document, removeNodes(document, testContext(), ["nod_payment"]));
    expect(Object.keys(next.nodes)).toEqual([
      "nod_purpose",
      "nod_category",
      "nod_columns",
      "nod_other",
      "nod_table",
    ]);
    expect(Object.keys(next.fields)).toEqual(["fld_purpose", "fld_category", "fld_other"]);
  });

  it("removes a field from the data with its places", () => {
    const document = expenseClaims();
    const next = changed(document, removeField(document, testContext(), "fld_purpose"));
    expect(next.nodes.nod_purpose).toBeUndefined();
    expect(next.entities.ent_claim?.title_field).toBeNull();
  });
});

describe("removing a table", () => {
  it("takes its pages, fields, rules and access along, names links to it, and undo brings all back", () => {
    const first = expenseClaims();
    const context = testContext();
    const added = addEntity(first, context, "Trip");
    const before = changed(first, added);
    const link = { label: "Trip", kind: "record", settings: { entity: added.focus ?? "" } };
    const document = changed(before, addFields(before, context, "ent_claim", [link], null));
    const edit = removeEntity(document, added.focus ?? "");
    expect(edit.lost).toEqual(["Trip links to it."]);
    const step = apply(document, edit.operations);
    expect([step.document.entities, step.document.pages, step.document.grants]).toEqual([
      first.entities,
      first.pages,
      first.grants,
    ]);
    expect(apply(step.document, step.inverse).document).toEqual(document);
  });
});

describe("changing", () => {
  it("renames the label and never the key", () => {
    const document = expenseClaims();
    const next = changed(document, setLabel(document, "nod_amount", "  Total "));
    expect(next.fields.fld_amount).toMatchObject({ label: "Total", key: "amount" });
    expect(changed(document, setLabel(document, "nod_payment", "Money")).nodes.nod_payment?.props.title).toBe(
      "Money",
    );
  });

  it("copies a section with fields of their own", () => {
    const document = expenseClaims();
    const edit = duplicateNode(document, testContext(), "nod_payment");
    const next = changed(document, edit);
    const inside = children(next, "pag_form", edit.focus ?? "");
    expect(inside.map((id) => next.fields[next.nodes[id]?.field ?? ""]?.key)).toEqual([
      "amount_2",
      "receipt_2",
    ]);
  });

  it("keeps options when a choice becomes a dropdown, and names what a number would lose", () => {
    const document = expenseClaims();
    const dropdown = changeKind(document, testContext(), "fld_category", "select");
    expect(dropdown.lost).toEqual([]);
    const next = changed(document, dropdown);
    expect(next.fields.fld_category).toMatchObject({ kind: "select", label: "Category" });
    expect(next.fields.fld_category?.settings.options).toHaveLength(3);
    expect(next.nodes.nod_category?.component).toBe("select@1");
    expect(changeKind(document, testContext(), "fld_category", "number").lost).toEqual([
      "The setting options does not fit and is dropped.",
      "1 rule compares its value: check it.",
    ]);
  });
});
