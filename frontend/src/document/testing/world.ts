/** A small catalogue and an expense app: the cast of the document tests. */
import { type Catalogue, catalogueOf, type Manifest } from "@/document/catalogue";
import type { CommandContext } from "@/document/commands/context";
import type { Definition, Field, Node } from "@/document/types";

const INSIDE = ["input", "content"];

function manifest(kind: string, name: string, more: Partial<Manifest> = {}): Manifest {
  return {
    kind,
    version: "1.0.0",
    name,
    summary: "",
    icon: "hash",
    group: "Text",
    category: "input",
    status: "active",
    replaced_by: null,
    field: true,
    type: "string",
    settings: { properties: {} },
    props: { properties: { width: { type: "integer" } } },
    slots: {},
    guess: [],
    ...more,
  };
}

const OPTIONS = { properties: { options: { type: "array" }, other: { type: "boolean" } } };

export const CATALOGUE: Catalogue = catalogueOf("test", [
  manifest("text", "Short text", {
    settings: { properties: { max_length: { type: "integer", default: 200, title: "Longest" } } },
  }),
  manifest("textarea", "Long text", {
    guess: ["description", "comment", "reason"],
    settings: {
      properties: { max_length: { type: "integer", default: 4000 }, rows: { type: "integer", default: 4 } },
    },
  }),
  manifest("email", "Email", { guess: ["email", "e-mail"] }),
  manifest("number", "Number", { type: "number", guess: ["number of", "quantity"] }),
  manifest("money", "Money", {
    type: "number",
    guess: ["amount", "price", "cost"],
    settings: { properties: { currency: { type: "string", title: "Currency" }, min: { type: "string" } } },
  }),
  manifest("date", "Date", { type: "date", guess: ["date", "day"] }),
  manifest("yesno", "Yes / No", { type: "bool" }),
  manifest("choice", "Single choice", { guess: ["category", "type"], settings: OPTIONS }),
  manifest("select", "Dropdown", { settings: OPTIONS }),
  manifest("choices", "Multiple choice", { type: "list", settings: OPTIONS }),
  manifest("file", "Files", { guess: ["receipt", "attachment"] }),
  manifest("page", "Page", {
    category: "layout",
    field: false,
    slots: { children: { accepts: ["section", "columns", ...INSIDE] } },
  }),
  manifest("section", "Section", {
    category: "layout",
    field: false,
    slots: { children: { accepts: ["columns", ...INSIDE] } },
  }),
  manifest("columns", "Columns", {
    category: "layout",
    field: false,
    slots: { children: { accepts: INSIDE } },
  }),
  manifest("content", "Text and heading", { category: "content", field: false }),
  manifest("table", "Data table", { category: "view", field: false }),
  manifest("details", "Record details", { category: "view", field: false }),
]);

/** Ids in the order they are asked for: fld_t1, nod_t2, … */
export function testContext(): CommandContext {
  let count = 0;
  return {
    catalogue: CATALOGUE,
    newId: (prefix) => {
      count += 1;
      return `${prefix}_t${count}`;
    },
  };
}

export function field(key: string, label: string, kind: string, more: Partial<Field> = {}): Field {
  return {
    entity: "ent_claim",
    key,
    label,
    kind,
    required: true,
    unique: false,
    help: "",
    sensitivity: "internal",
    purpose: "",
    personal: false,
    default: null,
    settings: {},
    order: "a0",
    ...more,
  };
}

export function node(component: string, order: string, more: Partial<Node> = {}): Node {
  return { page: "pag_form", parent: null, order, component, field: null, props: {}, ...more };
}

const CATEGORIES = [
  { key: "travel", label: "Travel" },
  { key: "meals", label: "Meals" },
  { key: "other", label: "Other" },
];

/** Purpose, Category, [Payment: Amount, Receipt], [Columns], Describe other. */
export function expenseClaims(): Definition {
  return {
    format: 1,
    app: {
      key: "expense_claims",
      title: "Expense claims",
      summary: "",
      purpose: "",
      language: "en",
      currency: "EUR",
      deputy: null,
    },
    entities: {
      ent_claim: {
        key: "claim",
        label: "Claim",
        label_plural: "Claims",
        title_field: "fld_purpose",
        order: "a0",
      },
    },
    fields: {
      fld_purpose: field("purpose", "Purpose", "text", { order: "a0", settings: { max_length: 200 } }),
      fld_category: field("category", "Category", "choice", {
        order: "a1",
        settings: { options: CATEGORIES },
      }),
      fld_amount: field("amount", "Amount", "money", { order: "a2", settings: { currency: "EUR" } }),
      fld_receipt: field("receipt", "Receipt", "file", { order: "a3" }),
      fld_other: field("describe_other", "Describe other", "text", { order: "a4" }),
    },
    pages: {
      pag_form: {
        key: "new_claim",
        kind: "form",
        entity: "ent_claim",
        title: "Claim",
        intro: "",
        order: "a0",
        settings: {},
      },
      pag_list: {
        key: "claims",
        kind: "list",
        entity: "ent_claim",
        title: "Claims",
        intro: "",
        order: "a1",
        settings: {},
      },
    },
    nodes: {
      nod_purpose: node("text@1", "a0", { field: "fld_purpose" }),
      nod_category: node("choice@1", "a1", { field: "fld_category" }),
      nod_payment: node("section@1", "a2", { props: { title: "Payment" } }),
      nod_amount: node("money@1", "a0", { parent: "nod_payment", field: "fld_amount" }),
      nod_receipt: node("file@1", "a1", { parent: "nod_payment", field: "fld_receipt" }),
      nod_columns: node("columns@1", "a3"),
      nod_other: node("text@1", "a4", { field: "fld_other" }),
      nod_table: node("table@1", "a0", {
        page: "pag_list",
        props: { columns: ["fld_purpose", "fld_amount"], filters: ["fld_category"] },
      }),
    },
    rules: {
      rul_other: {
        entity: "ent_claim",
        effect: "show",
        target: "nod_other",
        when: "category == 'other'",
        order: "a0",
      },
    },
    roles: { rol_staff: { key: "staff", label: "Everyone", audience: "workspace", order: "a0" } },
    grants: {
      gra_staff: {
        role: "rol_staff",
        entity: "ent_claim",
        create: true,
        read: "own",
        update: "own",
        delete: "none",
      },
    },
    texts: {},
  };
}
