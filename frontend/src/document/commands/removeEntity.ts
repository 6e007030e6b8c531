import type { Collection, Definition, Edit, Operation } from "@/document/types";

/**
 * Removes a table with everything that stands on it: its pages with their objects, fields, rules, access and texts.
 * Links to it from other tables stay and are named in `lost`, because the person decides what they become.
 */
export function removeEntity(document: Definition, id: string): Edit {
  const label = document.entities[id]?.label_plural || document.entities[id]?.label || id;
  const idsOf = <T>(all: Readonly<Record<string, T>>, isGone: (value: T, key: string) => boolean) =>
    Object.entries(all)
      .filter(([key, value]) => isGone(value, key))
      .map(([key]) => key);
  const pages = new Set(idsOf(document.pages, (page) => page.entity === id));
  const nodes = new Set(idsOf(document.nodes, (node) => pages.has(node.page)));
  const removal = (collection: Collection, ids: Iterable<string>): Operation[] =>
    [...ids].map((one) => ({ op: "remove", in: collection, id: one }));
  const operations: Operation[] = [
    ...removal(
      "texts",
      idsOf(document.texts, (text) => pages.has(text.on) || nodes.has(text.on)),
    ),
    ...removal(
      "rules",
      idsOf(document.rules, (rule) => rule.entity === id || nodes.has(rule.target)),
    ),
    ...removal("nodes", nodes),
    ...removal("pages", pages),
    ...removal(
      "grants",
      idsOf(document.grants, (grant) => grant.entity === id),
    ),
    ...removal(
      "fields",
      idsOf(document.fields, (field) => field.entity === id),
    ),
    ...removal("entities", [id]),
  ];
  const links = Object.values(document.fields).filter(
    (field) => field.entity !== id && field.settings.entity === id,
  );
  return {
    label: `delete table ${label}`,
    operations,
    said: `Table ${label} deleted. Control Z to undo.`,
    lost: links.map((field) => `${field.label} links to it.`),
  };
}
