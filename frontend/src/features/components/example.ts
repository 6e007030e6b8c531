import { defaultsOf } from "@/document/catalogue";
import type { FieldSpec, Json, NodeSpec, Settings } from "@/library/types";
import type { Artefact, PageSpec } from "@/renderer";
import type { Example, Manifest, Property } from "./types";

/** A small app around one component, drawn by the renderer of every app. Pure. */

/** What the person has turned. `values` are settings and props by name. */
export interface Knobs {
  readonly label: string;
  readonly required: boolean;
  readonly values: Settings;
}

export interface Knob {
  readonly name: string;
  readonly place: "settings" | "props";
  readonly schema: Property;
}

const TURNABLE = new Set(["switch", "number", "select", "text", "textarea"]);
/** A half-typed pattern refuses everything; the width means nothing in a narrow frame. */
const LEFT_OUT = new Set(["pattern", "width", "measure"]);

/** The settings and props that can be tried with one simple control, settings first. */
export function knobsOf(manifest: Manifest): readonly Knob[] {
  return (["settings", "props"] as const).flatMap((place) =>
    Object.entries(manifest[place].properties ?? {})
      .filter(([name, schema]) => TURNABLE.has(schema["x-widget"] ?? "") && !LEFT_OUT.has(name))
      .map(([name, schema]) => ({ name, place, schema })),
  );
}

/** What the example starts with: the manifest's defaults, and from the example file what has none. */
export function startOf(manifest: Manifest, example: Example): Settings {
  const standard = { ...filled(defaultsOf(manifest.settings)), ...filled(defaultsOf(manifest.props)) };
  const given = manifest.field ? (example.settings ?? {}) : (example.props ?? {});
  const shown = Object.entries(given).filter(
    ([name, value]) => !hasReference(value) && (!manifest.field || !(name in standard)),
  );
  return { ...standard, ...Object.fromEntries(shown) };
}

const filled = (values: Settings): Settings =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== "" && !isEmptyList(value)));

const isEmptyList = (value: Json): boolean => Array.isArray(value) && value.length === 0;

/** References in an example file name tables and fields of an app that is not here. */
const hasReference = (value: Json): boolean => /"(?:fld|ent)_/.test(JSON.stringify(value));

const field = (key: string, kind: string, label: string, part: Partial<FieldSpec> = {}): FieldSpec => ({
  id: `fld_${key}`,
  key,
  label,
  kind,
  component: `${kind}@1`,
  required: false,
  help: "",
  default: null,
  settings: {},
  type: "string",
  formula: null,
  ...part,
});

const node = (component: string, part: Partial<NodeSpec> = {}): NodeSpec => ({
  id: `nod_${part.field ?? component}`,
  component: `${component}@1`,
  field: null,
  props: {},
  show: null,
  require: null,
  show_text: null,
  require_text: null,
  children: [],
  ...part,
});

const place = (one: FieldSpec): NodeSpec => node(one.kind, { field: one.key });

const PURPOSE = field("purpose", "text", "Purpose", { required: true });
const AMOUNT = field("amount", "money", "Amount", { settings: { currency: "EUR" }, type: "number" });
const NIGHTS = field("nights", "number", "Nights", { settings: { decimals: 0 }, type: "number" });
const PRICE = field("price", "number", "Price per night", { settings: { decimals: 2 }, type: "number" });
const DAY = field("spent_on", "date", "Date spent", { type: "date" });
const FIELDS = [PURPOSE, AMOUNT, DAY];

/** The field that the component under trial is; null for what keeps no answer. */
export function triedField(manifest: Manifest, knobs: Knobs): FieldSpec | null {
  if (!manifest.field) return null;
  const settings = pick(manifest, "settings", knobs.values);
  const isCalc = manifest.kind === "calc";
  return field("tried", manifest.kind, knobs.label, {
    required: knobs.required && !isCalc,
    settings: manifest.kind === "record" ? { ...settings, entity: "claim", show: [] } : settings,
    type: manifest.type,
    ...(manifest.kind === "record" ? { target: "claim" } : {}),
    ...(isCalc ? { formula: ["op", "*", ["var", "nights"], ["var", "price"]] } : {}),
  });
}

function pick(manifest: Manifest, from: "settings" | "props", values: Settings): Settings {
  const known = manifest[from].properties ?? {};
  return Object.fromEntries(Object.entries(values).filter(([name]) => name in known));
}

/** One page, key "try", with the component on it. */
export function tryArtefact(manifest: Manifest, knobs: Knobs): Artefact {
  const tried = triedField(manifest, knobs);
  const props = pick(manifest, "props", knobs.values);
  const nodes = tried ? fieldNodes(tried, props) : nodesAround(manifest.kind, props);
  const helpers = tried?.kind === "calc" ? [NIGHTS, PRICE] : FIELDS;
  return {
    format: 1,
    digest: "",
    app: { key: "example", title: "Example", summary: "", language: "en", currency: "EUR" },
    entities: [
      { ...ENTITY, id: "ent_tried", key: "tried", fields: tried ? [tried, ...helpers] : FIELDS },
      { ...ENTITY, id: "ent_claim", key: "claim", fields: FIELDS },
    ],
    pages: [{ ...PAGE, kind: manifest.pages?.[0] ?? "form", nodes }],
  };
}

const ENTITY = { label: "Claim", label_plural: "Claims", title_field: "purpose", formula_order: ["tried"] };
const PAGE: Omit<PageSpec, "nodes" | "kind"> = {
  id: "pag_try",
  key: "try",
  entity: "tried",
  title: "Example",
  intro: "",
  settings: {},
  texts: {},
};

function fieldNodes(tried: FieldSpec, props: Settings): readonly NodeSpec[] {
  const own = node(tried.kind, { field: tried.key, props });
  return tried.kind === "calc" ? [place(NIGHTS), place(PRICE), own] : [own];
}

/** Layouts get something to lay out, views get columns, the error summary a form that can be wrong. */
function nodesAround(kind: string, props: Settings): readonly NodeSpec[] {
  const inside = FIELDS.map(place);
  switch (kind) {
    case "page":
      return [
        node(kind, { id: "nod_first", props, children: [place(PURPOSE)] }),
        node(kind, {
          id: "nod_second",
          props: { title: "Amount and day" },
          children: [place(AMOUNT), place(DAY)],
        }),
      ];
    case "section":
    case "columns":
      return [node(kind, { props, children: inside })];
    case "errors":
      return [node(kind, { props }), ...inside];
    case "table":
      return [
        node(kind, { props: { ...props, columns: ["purpose", "amount", "spent_on"], filters: ["amount"] } }),
      ];
    case "details":
      return [node(kind, { props: { ...props, fields: [] } })];
    case "stat":
      return [
        node(kind, { props: { ...props, entity: "claim", measure: "sum", field: "amount", width: 12 } }),
      ];
    default:
      return [node(kind, { props })];
  }
}
