/** What two people did to one thing, in sentences: labels as they were before, and never an id. */

import { clashWords } from "@/designer/frame/words";
import { nameOfKind } from "@/designer/kindNames";
import { words } from "@/designer/words";
import { type Catalogue, kindOf } from "@/document/catalogue";
import type { Conflict } from "@/document/sync/batch";
import { titleOf } from "@/document/sync/called";
import { idsIn } from "@/document/sync/idsIn";
import { labelOf } from "@/document/tree/labels";
import { COLLECTIONS, type Definition, type Json } from "@/document/types";
import { inSentence } from "@/expressions/inSentence";

export interface Scene {
  readonly catalogue: Catalogue;
  /** Newest first: what is on the screen, and what the server has, where deleted objects still are. */
  readonly documents: readonly Definition[];
}

/** "Amount", "the rule for Amount", "a text": of an object that is, or was, in one of the documents. */
export function callOf(scene: Scene, { in: collection, id }: Pick<Conflict, "in" | "id">): string {
  return labelIn(scene, id) || (clashWords.things[collection] ?? clashWords.somethingElse);
}

/** The whole sentence; of a property that both set only what stands behind the name of the object. */
export function sentenceOf(scene: Scene, conflict: Conflict): string {
  const { kind, yours, theirs, by, at, path } = conflict;
  if (kind === "deleted") return deletion(scene, conflict);
  if (kind === "exists") return clashWords.bothAdded(quoted(scene, conflict), by);
  if (kind === "used" || conflict.isDeletion) {
    const did = kind === "used" ? usageOf(scene, conflict) : changeOf(scene, conflict);
    return clashWords.youDeleted(quoted(scene, conflict), by, did);
  }
  if (isMove(conflict))
    return clashWords.bothMoved(quoted(scene, conflict), by, clashWords.quoted(plain(scene, theirs)));
  const setting = settingOf(scene, conflict);
  return clashWords.conflict(
    setting,
    shownValue(scene, path, yours),
    by,
    shownValue(scene, path, theirs),
    ago(at),
  );
}

/** Whether the sentence names the object itself. */
export function isWhole(conflict: Conflict): boolean {
  return conflict.kind !== "changed" || conflict.isDeletion === true || isMove(conflict);
}

/** Two moves that would put two things into each other: the server names the other one. */
function isMove({ path, yours, theirs }: Conflict): boolean {
  return path === "parent" && (yours ?? null) === null && typeof theirs === "string";
}

/** What happened, and what was typed meanwhile. */
function deletion(scene: Scene, conflict: Conflict): string {
  const { by, what, path, yours } = conflict;
  const happened = clashWords.conflictDeleted(by, what ?? "");
  if (path !== "")
    return `${happened} ${clashWords.typedThere(settingOf(scene, conflict), shownValue(scene, path, yours))}`;
  return `${happened} ${yours ? clashWords.addedThere(plain(scene, yours)) : clashWords.movedThere}`;
}

/** "changed its label to “Special wish”". */
function changeOf(scene: Scene, conflict: Conflict): string {
  const setting = settingOf(scene, conflict);
  const { theirs, path } = conflict;
  if (typeof theirs === "boolean") return clashWords.did.switched(setting, theirs);
  if (isEmpty(theirs)) return clashWords.did.emptied(inSentence(setting));
  return clashWords.did.changed(inSentence(setting), shownValue(scene, path, theirs));
}

/** What others made of the deleted object: its place on a page, a rule for it, or something inside it. */
function usageOf(scene: Scene, { id, theirs }: Conflict): string {
  const user = typeof theirs === "string" ? theirs : "";
  for (const { nodes, rules, pages } of scene.documents) {
    const node = nodes[user];
    if (node?.field === id) return clashWords.did.shown(pages[node.page]?.title ?? words.form);
    if (node) {
      const isInside = node.parent === id || node.page === id;
      return (isInside ? clashWords.did.filled : clashWords.did.used)(labelIn(scene, user));
    }
    if (rules[user]?.target === id) return clashWords.did.ruled;
  }
  const where = labelIn(scene, user);
  return where ? clashWords.did.used(where) : clashWords.did.usedSomewhere;
}

function quoted(scene: Scene, conflict: Conflict): string {
  const name = conflict.what || labelIn(scene, conflict.id);
  if (!name) return clashWords.things[conflict.in] ?? clashWords.somethingElse;
  return conflict.in === "rules" ? name : clashWords.quoted(name);
}

function labelIn({ catalogue, documents }: Scene, id: string): string {
  for (const document of documents) {
    if (document.nodes[id]) return labelOf(document, catalogue, id);
    const rule = document.rules[id];
    if (rule)
      return words.ruleFor(labelIn({ catalogue, documents }, rule.target) || clashWords.somethingElse);
    const found = COLLECTIONS.map((one) => document[one][id]).find((one) => one !== undefined);
    const title = found ? titleOf(found as unknown as Json) : "";
    if (title) return title;
  }
  return "";
}

/** "Longest answer": as the properties call it, else from the path: "props.empty_text" is "Empty text". */
function settingOf({ catalogue, documents }: Scene, { id, path }: Conflict): string {
  const [group = "", own = group] = path.split(".");
  for (const { fields, nodes } of documents) {
    const component = nodes[id]?.component;
    const manifest = catalogue.byKind.get(fields[id]?.kind ?? (component ? kindOf(component) : ""));
    const title = manifest?.[group === "props" ? "props" : "settings"].properties?.[own]?.title;
    if (path.includes(".") && title) return title;
  }
  const name = (path.split(".").at(-1) ?? "").replace(/_/g, " ");
  return clashWords.settingNames[path] ?? name.charAt(0).toUpperCase() + name.slice(1);
}

/** A value as the properties show it. */
function shownValue(scene: Scene, path: string, value: unknown): string {
  if (typeof value !== "string" || value === "") return plain(scene, value);
  if (path === "kind") return nameOfKind(scene.catalogue, value);
  if (path === "component") return nameOfKind(scene.catalogue, kindOf(value));
  return path === "sensitivity" ? (words.sensitivities[value] ?? value) : plain(scene, value);
}

function plain(scene: Scene, value: unknown): string {
  if (isEmpty(value)) return clashWords.empty;
  if (typeof value === "boolean") return clashWords.yesNo(value);
  if (typeof value === "string")
    return idsIn(value).length > 0 ? labelIn(scene, value) || clashWords.somethingElse : value;
  if (Array.isArray(value)) return value.map((one) => plain(scene, one)).join(", ");
  if (typeof value !== "object") return String(value);
  return (
    titleOf(value as Json) ||
    Object.values(value ?? {})
      .flatMap((one) => (isEmpty(one) ? [] : [plain(scene, one)]))
      .join(", ")
  );
}

function isEmpty(value: unknown): boolean {
  return (
    value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0)
  );
}

function ago(iso: string): string {
  const seconds = Math.round((Date.now() - Date.parse(iso)) / 1000);
  if (Number.isNaN(seconds)) return "";
  return seconds < 90 ? `${Math.max(1, seconds)} s ago` : `${Math.round(seconds / 60)} min ago`;
}
