/** Fills in what the format lets a document leave out, so that readers need no defaults of their own. */
import { COLLECTIONS, type Collection, type Definition, type Json } from "@/document/types";

type Defaults = { readonly [name: string]: Json };

const DEFAULTS: Readonly<Record<Collection, Defaults>> = {
  entities: { label_plural: "", title_field: null },
  fields: {
    required: false,
    unique: false,
    help: "",
    sensitivity: "internal",
    purpose: "",
    personal: false,
    default: null,
    settings: {},
  },
  pages: { entity: null, intro: "", settings: {} },
  nodes: { parent: null, field: null, props: {} },
  rules: {},
  roles: {},
  grants: { create: false, read: "none", update: "none", delete: "none" },
  texts: {},
};
const APP: Defaults = { summary: "", purpose: "", language: "en", currency: "EUR", deputy: null };

/** The same document when nothing is missing; untouched objects stay the same objects. */
export function complete(document: Definition): Definition {
  const app = filled(document.app as unknown as Defaults, APP);
  let next: Definition =
    app === (document.app as unknown) ? document : { ...document, app: app as unknown as Definition["app"] };
  for (const collection of COLLECTIONS) {
    const before = document[collection] as unknown as Readonly<Record<string, Defaults>>;
    const missing = Object.entries(before).filter(
      ([, value]) => filled(value, DEFAULTS[collection]) !== value,
    );
    if (missing.length === 0) continue;
    const made = Object.fromEntries(missing.map(([id, value]) => [id, filled(value, DEFAULTS[collection])]));
    next = { ...next, [collection]: { ...before, ...made } } as Definition;
  }
  return next;
}

function filled(value: Defaults, defaults: Defaults): Defaults {
  const isWhole = Object.keys(defaults).every((name) => Object.hasOwn(value, name));
  return isWhole ? value : { ...defaults, ...value };
}
