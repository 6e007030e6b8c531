import { componentOf } from "@/document/catalogue";
import type { CommandContext } from "@/document/commands/context";
import { keyFromLabel, uniqueKey } from "@/document/keys/derive";
import { RESERVED_FOR_ENTITIES } from "@/document/keys/reserved";
import { keysBetween } from "@/document/order/keysBetween";
import { sortedIds } from "@/document/tree/bySort";
import type { Definition, Edit, Json, Operation, PageKind } from "@/document/types";
import { inSentence } from "@/expressions/inSentence";

/** Adds a table with its form, list and record page, and the same access its first table has. */
export function addEntity(document: Definition, context: CommandContext, label: string): Edit {
  const id = context.newId("ent");
  const taken = Object.values(document.entities).map((entity) => entity.key);
  const key = uniqueKey(keyFromLabel(label, "table", RESERVED_FOR_ENTITIES), taken);
  const plural = pluralOf(label);
  const operations: Operation[] = [
    added("entities", id, {
      key,
      label,
      label_plural: plural,
      title_field: null,
      order: nextOrder(document.entities),
    }),
    ...pagesOf(document, context, { id, key, label, plural }),
    ...grantsLikeFirst(document, context, id),
  ];
  return { label: `add table ${label}`, operations, focus: id, said: `Table ${label} added.` };
}

/** A plain English plural; people correct it in the inspector. */
export function pluralOf(label: string): string {
  if (/(s|x|z|ch|sh)$/i.test(label)) return `${label}es`;
  if (/[^aeiou]y$/i.test(label)) return `${label.slice(0, -1)}ies`;
  return `${label}s`;
}

function pagesOf(
  document: Definition,
  context: CommandContext,
  entity: { id: string; key: string; label: string; plural: string },
): Operation[] {
  const orders = keysBetween(lastOrder(document.pages), null, 3);
  const taken = Object.values(document.pages).map((page) => page.key);
  const wanted: [PageKind, string, string, string | null][] = [
    ["form", `new_${entity.key}`, `New ${inSentence(entity.label)}`, null],
    ["list", `${entity.key}_list`, entity.plural, "table"],
    ["record", entity.key, entity.label, "details"],
  ];
  return wanted.flatMap(([kind, key, title, view], index) => {
    const id = context.newId("pag");
    const page = added("pages", id, {
      key: uniqueKey(key, taken),
      kind,
      entity: entity.id,
      title,
      intro: "",
      order: orders[index] ?? "a0",
      settings: {},
    });
    const manifest = view ? context.catalogue.byKind.get(view) : undefined;
    if (!manifest) return [page];
    const props = view === "table" ? { columns: [] } : { fields: [] };
    return [
      page,
      added("nodes", context.newId("nod"), {
        page: id,
        parent: null,
        order: "a0",
        component: componentOf(manifest),
        field: null,
        props,
      }),
    ];
  });
}

function grantsLikeFirst(document: Definition, context: CommandContext, entity: string): Operation[] {
  const first = sortedIds(document.entities)[0];
  return Object.values(document.grants)
    .filter((grant) => grant.entity === first)
    .map((grant) => added("grants", context.newId("gra"), { ...grant, entity }));
}

function added(collection: "entities" | "pages" | "nodes" | "grants", id: string, value: object): Operation {
  return { op: "add", in: collection, id, value: value as Json };
}

function lastOrder(all: Readonly<Record<string, { readonly order: string }>>): string | null {
  const last = sortedIds(all).at(-1);
  return last ? (all[last]?.order ?? null) : null;
}

function nextOrder(all: Readonly<Record<string, { readonly order: string }>>): string {
  return keysBetween(lastOrder(all), null, 1)[0] ?? "a0";
}
