import type { EntitySpec, FieldSpec, Json, NodeSpec, Settings } from "@/library/types";
import type { Artefact } from "@/renderer";

/** Compiled artefacts by hand, for tests and the gallery. */

export function fieldOf(key: string, kind: string, label: string, part: Partial<FieldSpec> = {}): FieldSpec {
  return {
    id: `fld_${key}`,
    key,
    label,
    kind,
    component: `${kind}@1`,
    required: true,
    unique: false,
    help: "",
    sensitivity: "internal",
    personal: false,
    default: null,
    settings: {},
    type: TYPES[kind] ?? "string",
    formula: null,
    target: null,
    hidden: false,
    ...part,
  };
}

const TYPES: Readonly<Record<string, Json>> = {
  number: "number",
  money: "number",
  percent: "number",
  rating: "number",
  calc: "number",
  date: "date",
  datetime: "datetime",
  yesno: "bool",
  confirm: "bool",
  choices: { list: "string" },
  file: { list: "record" },
};

let count = 0;

export function nodeOf(component: string, part: Partial<NodeSpec> = {}): NodeSpec {
  count += 1;
  return {
    id: `nod_${component}${count}`,
    component: `${component}@1`,
    field: null,
    props: {},
    show: null,
    require: null,
    show_text: null,
    require_text: null,
    children: [],
    ...part,
  };
}

export function place(field: FieldSpec, part: Partial<NodeSpec> = {}): NodeSpec {
  return nodeOf(field.kind, { id: `nod_${field.key}`, field: field.key, ...part });
}

const options = (...labels: readonly string[]): Settings => ({
  options: labels.map((label) => ({ key: label.toLowerCase().replaceAll(" ", "_"), label })),
});

const when = (key: string, value: string): Json => ["op", "==", ["var", key], ["str", value]];

/** A field of every kind, most of them required, in the order of the library. */
export const EVERY_KIND: readonly FieldSpec[] = [
  fieldOf("purpose", "text", "Purpose", { help: "What the money was for, in a few words." }),
  fieldOf("notes", "textarea", "Notes", { required: false, settings: { max_length: 80, rows: 3 } }),
  fieldOf("contact", "email", "E-mail"),
  fieldOf("mobile", "phone", "Phone number", { required: false }),
  fieldOf("website", "url", "Web address", { required: false }),
  fieldOf("nights", "number", "Nights", { settings: { min: 0, max: 30, decimals: 0, unit: "nights" } }),
  fieldOf("amount", "money", "Amount", { settings: { currency: "EUR", min: 0 } }),
  fieldOf("fee", "money", "Conference fee", {
    required: false,
    settings: { currencies: ["EUR", "USD", "GBP"] },
  }),
  fieldOf("tax", "percent", "Tax rate", { required: false, settings: { decimals: 1, max: 100 } }),
  fieldOf("spent_on", "date", "Date spent", { settings: { max: "2026-12-31" } }),
  fieldOf("departure", "time", "Departure", { required: false, settings: { step_minutes: 15 } }),
  fieldOf("meeting", "datetime", "Start of the meeting", { required: false }),
  fieldOf("client", "yesno", "Was a client present?"),
  fieldOf("policy", "confirm", "Travel policy", {
    settings: { statement: "I have read the travel policy and these costs are mine." },
  }),
  fieldOf("category", "choice", "Category", { settings: options("Travel", "Meals", "Equipment", "Other") }),
  fieldOf("cost_centre", "select", "Cost centre", {
    settings: options("Operations", "Sales", "Facilities", "Finance"),
  }),
  fieldOf("extras", "choices", "Extras", {
    required: false,
    settings: { ...options("Breakfast", "Parking", "Luggage"), other: true, max: 2 },
  }),
  fieldOf("comfort", "rating", "How was the trip?", {
    required: false,
    settings: { max: 5, low_label: "poor", high_label: "very good" },
  }),
  fieldOf("project", "record", "Project", { required: false, settings: { entity: "project", show: [] } }),
  fieldOf("approver", "person", "Approver"),
  fieldOf("receipt", "file", "Receipt", {
    settings: { types: [".pdf", ".jpg", ".png"], max_mb: 10, max_count: 2 },
  }),
  fieldOf("total", "calc", "Total", {
    required: false,
    settings: { decimals: 2, unit: "EUR" },
    formula: ["op", "*", ["var", "amount"], ["var", "nights"]],
  }),
];

export function entityWith(fields: readonly FieldSpec[]): EntitySpec {
  return {
    id: "ent_claim",
    key: "claim",
    label: "Claim",
    label_plural: "Claims",
    title_field: fields[0]?.key ?? null,
    fields,
    formula_order: fields.filter((field) => field.formula !== null).map((field) => field.key),
  };
}

export function artefactWith(fields: readonly FieldSpec[], nodes: readonly NodeSpec[]): Artefact {
  const page = { settings: {}, texts: {}, entity: "claim", intro: "" };
  return {
    format: 1,
    digest: "a41f",
    app: {
      key: "expense_claims",
      title: "Expense claims",
      summary: "Claim what you paid for the company.",
      language: "en",
      currency: "EUR",
    },
    entities: [entityWith(fields)],
    pages: [
      {
        ...page,
        id: "pag_form",
        key: "new_claim",
        kind: "form",
        title: "Claim an expense",
        intro: "You need the receipt and the day you paid.",
        nodes,
      },
      {
        ...page,
        id: "pag_list",
        key: "claims",
        kind: "list",
        title: "Claims",
        nodes: [
          nodeOf("table", {
            id: "nod_table",
            props: {
              columns: fields
                .map((field) => field.key)
                .filter((key) => ["purpose", "category", "amount", "spent_on", "client"].includes(key)),
              filters: ["category", "amount", "spent_on"],
              sort: { field: "spent_on", descending: true },
              page_size: 25,
            },
          }),
        ],
      },
      {
        ...page,
        id: "pag_record",
        key: "claim",
        kind: "record",
        title: "Claim",
        nodes: [nodeOf("details", { id: "nod_details", props: { fields: [] } })],
      },
      {
        ...page,
        id: "pag_figures",
        key: "figures",
        kind: "dashboard",
        title: "Figures",
        nodes: [
          nodeOf("stat", {
            id: "nod_count",
            props: { entity: "claim", measure: "count", label: "Open claims", width: 4 },
          }),
          nodeOf("stat", {
            id: "nod_sum",
            props: { entity: "claim", measure: "sum", field: "amount", label: "Claimed this year", width: 4 },
          }),
        ],
      },
    ],
  };
}

const pick = (...keys: readonly string[]): readonly NodeSpec[] =>
  EVERY_KIND.filter((field) => keys.includes(field.key)).map((field) => place(field));

const other = fieldOf("other_category", "text", "Describe the category");

/** Expense claims in three steps, with a rule, columns, a notice and an error summary. */
export const EXPENSES: Artefact = artefactWith(
  [...EVERY_KIND, other],
  [
    nodeOf("page", {
      id: "nod_step1",
      props: { title: "What it was" },
      children: [
        nodeOf("notice", {
          id: "nod_notice",
          props: { kind: "info", title: "Claims above 500 EUR need a second approval.", text: "" },
        }),
        ...pick("purpose", "category"),
        place(other, {
          show: when("category", "other"),
          require: null,
          show_text: "Category is Other",
        }),
        ...pick("client", "notes"),
      ],
    }),
    nodeOf("page", {
      id: "nod_step2",
      props: { title: "Costs", intro: "Amounts include tax." },
      children: [
        nodeOf("columns", {
          id: "nod_columns",
          props: { count: 2 },
          children: pick("amount", "spent_on", "nights", "tax"),
        }),
        ...pick("fee", "total", "cost_centre", "extras"),
        nodeOf("section", {
          id: "nod_section",
          props: { title: "Proof", intro: "A photo is enough." },
          children: pick("receipt", "policy"),
        }),
      ],
    }),
    nodeOf("page", {
      id: "nod_step3",
      props: { title: "Who and when" },
      children: [
        ...pick("approver", "project", "contact", "mobile", "website", "departure", "meeting", "comfort"),
        nodeOf("content", {
          id: "nod_content",
          props: {
            heading: "Before you send",
            text: "We answer **within three days**.\n\n- Keep the receipt.\n- Ask [finance](https://example.com) for help.",
          },
        }),
      ],
    }),
  ],
);
