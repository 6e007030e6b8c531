import { goTo } from "@/designer/frame/areas";
import { reach } from "@/designer/frame/reach";
import type { Workbench } from "@/designer/store/context";
import { select } from "@/designer/store/screen";
import { words } from "@/designer/words";
import type { Definition } from "@/document/types";

/** A place in the document: an object, and the property of it that is meant. */
export interface Spot {
  readonly object: string;
  readonly property: string | null;
}

/** `/fields/fld_amount/settings/max` names the property `settings.max`; null for a place outside the objects. */
export function spotOf(pointer: string): Spot | null {
  const [, collection = "", object = "", first = null, second] = pointer.split("/").map(plain);
  if (!collection || !object || !/_/.test(object)) return null;
  const isInner = (first === "settings" || first === "props") && second !== undefined;
  return { object, property: isInner ? `${first}.${second}` : first };
}

/** What a JSON pointer writes as ~1 and ~0. */
function plain(part: string): string {
  return part.replace(/~1/g, "/").replace(/~0/g, "~");
}

/** What marks the control of one property on the screen. */
export function settingMark(object: string, property: string): string {
  return `${object}/${property}`;
}

/** Opens the area where an object can be changed and selects it there. */
export function goToObject(bench: Workbench, id: string): void {
  goToSpot(bench, { object: id, property: null });
}

/** Opens area and tab, selects the object, and puts the focus on the control of the property. */
export function goToSpot(bench: Workbench, spot: Spot): void {
  const { document } = bench.draft.getState();
  const { object: id, property } = spot;
  if (document.rules[id]) {
    bench.screen.setState({ rule: id });
    goTo(bench, "rules", true);
    reach(`[data-rule="${id}"]`, "main h1");
  } else if (isAccess(document, spot)) {
    bench.screen.setState({ entity: "access" });
    goTo(bench, "data", true);
    reach(markOf(id, property), "main h1");
  } else if (!toPage(bench, spot)) toData(bench, spot);
}

/** Roles, their rights, and a table that nobody may use: mended where rights are given. */
function isAccess(document: Definition, { object, property }: Spot): boolean {
  const isTable = document.entities[object] !== undefined && property === null;
  return Boolean(document.roles[object] || document.grants[object]) || isTable;
}

function toPage(bench: Workbench, { object: id, property }: Spot): boolean {
  const { document } = bench.draft.getState();
  const place = document.nodes[id] ? id : placeOf(document, id);
  const page = document.nodes[place ?? ""]?.page ?? id;
  const kind = document.pages[page]?.kind;
  if (!kind) return false;
  if (kind !== "form") {
    bench.screen.setState({ page });
    goTo(bench, "list", true);
    reach(property ? markOf(id, property) : "main h1", "main h1");
    return true;
  }
  goTo(bench, "form", true);
  const inspector = DATA.has(property ?? "") ? "data" : "field";
  bench.screen.setState({ page, inspector, isSheetOpen: Boolean(place) });
  select(bench.screen, place, place && !property ? "canvas" : null);
  if (property) reach(markOf(id, property), "#properties");
  return true;
}

/** Properties of a field that stand in the tab Data. */
const DATA: ReadonlySet<string> = new Set(["kind", "sensitivity", "personal", "purpose", "unique", "key"]);

function toData(bench: Workbench, { object: id, property }: Spot): void {
  const { document } = bench.draft.getState();
  const entity = document.fields[id]?.entity ?? (document.entities[id] ? id : null);
  bench.screen.setState({
    entity: entity ?? bench.screen.getState().entity,
    focus: document.fields[id] ? id : null,
  });
  goTo(bench, "data", true);
  reach(markOf(id, property ?? "label"), "main h1");
}

function markOf(object: string, property: string | null): string {
  return property ? `[data-setting="${settingMark(object, property)}"]` : `[data-setting^="${object}/"]`;
}

/** The node of a form that shows a field. */
function placeOf(document: Definition, field: string): string | null {
  const found = Object.entries(document.nodes).find(
    ([, node]) => node.field === field && document.pages[node.page]?.kind === "form",
  );
  return found?.[0] ?? null;
}

/** What a person calls an object of any collection; null when it is not there. */
export function objectLabel(document: Definition, id: string): string | null {
  const field = document.fields[id] ?? document.fields[document.nodes[id]?.field ?? ""];
  if (field) return field.label;
  const rule = document.rules[id];
  if (rule) return words.ruleFor(objectLabel(document, rule.target) ?? "");
  const node = document.nodes[id];
  if (node)
    return typeof node.props.title === "string"
      ? node.props.title
      : (document.pages[node.page]?.title ?? null);
  return document.pages[id]?.title ?? document.entities[id]?.label ?? document.roles[id]?.label ?? null;
}
