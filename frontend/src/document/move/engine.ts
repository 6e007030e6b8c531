/**
 * Moving, without a screen: the one engine behind Move mode, the Move buttons, Place mode and the pointer.
 *
 * A move holds the nodes, where they came from and the gap they are over now. Every function answers the next move
 * and the sentence to announce; nothing in the document changes until `place`.
 */
import type { Catalogue } from "@/document/catalogue";
import { type CommandContext, commandContext } from "@/document/commands/context";
import { moveNodes } from "@/document/commands/moveNodes";
import type { Place } from "@/document/commands/place";
import { isContainer, refusal } from "@/document/move/slots";
import * as words from "@/document/move/words";
import { children } from "@/document/tree/children";
import { labelOf, placeLabel } from "@/document/tree/labels";
import { path } from "@/document/tree/path";
import { rows } from "@/document/tree/rows";
import type { Definition, Edit } from "@/document/types";

export interface Move {
  readonly ids: readonly string[];
  readonly origin: Place;
  readonly at: Place;
}

export interface Moved {
  readonly move: Move;
  readonly said: string;
  readonly refused: boolean;
}

interface Scene {
  readonly document: Definition;
  readonly catalogue: Catalogue;
}

/** Begins a move. Nodes inside another moved node travel with it; the rest go in reading order. */
export function start(scene: Scene, ids: readonly string[]): Moved | null {
  const moving = outermost(scene.document, ids);
  const first = moving[0];
  const node = first ? scene.document.nodes[first] : undefined;
  if (!first || !node) return null;
  const siblings = children(scene.document, node.page, node.parent);
  const ahead = siblings.slice(0, siblings.indexOf(first)).filter((id) => !moving.includes(id)).length;
  const place: Place = { page: node.page, parent: node.parent, index: ahead };
  const move: Move = { ids: moving, origin: place, at: place };
  const said =
    moving.length > 1
      ? words.startingMany(moving.length)
      : words.starting(labelOf(scene.document, scene.catalogue, first), standing(scene, move));
  return { move, said, refused: false };
}

/** Up (-1), down (+1) or further among the siblings of the place. */
export function step(scene: Scene, move: Move, by: number): Moved {
  const count = others(scene, move, move.at).length;
  const index = Math.max(0, Math.min(count, move.at.index + by));
  if (index === move.at.index) {
    return { move, said: by < 0 ? words.ALREADY_FIRST : words.ALREADY_LAST, refused: true };
  }
  return stepped(scene, { ...move, at: { ...move.at, index } });
}

export function toFirst(scene: Scene, move: Move): Moved {
  return step(scene, move, Number.NEGATIVE_INFINITY);
}

export function toLast(scene: Scene, move: Move): Moved {
  return step(scene, move, Number.POSITIVE_INFINITY);
}

/** Into the container just above the gap, at its end; or, with none above, the one just below, at its start. */
export function into(scene: Scene, move: Move): Moved {
  const siblings = others(scene, move, move.at);
  const above = siblings[move.at.index - 1];
  const below = siblings[move.at.index];
  const isOne = (id: string | undefined): id is string =>
    id !== undefined && isContainer(scene.document, scene.catalogue, id);
  const target = isOne(above) ? above : isOne(below) ? below : null;
  if (target === null) return { move, said: words.NOTHING_TO_ENTER, refused: true };
  const inside = others(scene, move, { ...move.at, parent: target }).length;
  const at: Place = { page: move.at.page, parent: target, index: target === above ? inside : 0 };
  return entered(scene, move, at);
}

/** Out of the container, to the gap right after it. */
export function out(scene: Scene, move: Move): Moved {
  const parent = move.at.parent;
  if (parent === null) return { move, said: words.ALREADY_OUTSIDE, refused: true };
  const holder = scene.document.nodes[parent]?.parent ?? null;
  const outside: Place = { page: move.at.page, parent: holder, index: 0 };
  const index = others(scene, move, outside).indexOf(parent) + 1;
  const reason = refusal(scene.document, scene.catalogue, move.ids, outside.page, holder);
  if (reason) return { move, said: reason, refused: true };
  return stepped(scene, { ...move, at: { ...outside, index } });
}

/** Straight to a gap, as a pointer or a place button asks for. */
export function toPlace(scene: Scene, move: Move, at: Place): Moved {
  const reason = refusal(scene.document, scene.catalogue, move.ids, at.page, at.parent);
  if (reason) return { move, said: reason, refused: true };
  const index = Math.max(0, Math.min(at.index, others(scene, move, at).length));
  return stepped(scene, { ...move, at: { ...at, index } });
}

/** The edit that keeps the move. It has no operations when nothing changed place. */
export function place(
  scene: Scene,
  move: Move,
  context: CommandContext = commandContext(scene.catalogue),
): Edit {
  const { document, catalogue } = scene;
  const where = standing(scene, move);
  const first = move.ids[0] ?? "";
  const said =
    move.ids.length > 1
      ? words.placedMany(move.ids.length, where)
      : words.placed(labelOf(document, catalogue, first), where);
  const edit = moveNodes(document, context, move.ids, move.at);
  return { ...edit, operations: isWhereItWas(document, move) ? [] : edit.operations, said };
}

/** What cancelling says; the document never changed. */
export function cancelled(scene: Scene, move: Move): string {
  if (move.ids.length > 1) return words.cancelledMany(move.ids.length);
  const label = labelOf(scene.document, scene.catalogue, move.ids[0] ?? "");
  return words.cancelled(label, move.origin.index + 1);
}

/** A gap a person may pick, and the name of the button that stands in it. */
export interface Gap {
  readonly place: Place;
  readonly name: string;
  /** The node the gap follows on the screen, null at the top of its container. */
  readonly after: string | null;
  readonly level: number;
}

/** Every allowed gap of a page that would change something, top to bottom. */
export function gaps(scene: Scene, move: Move, page: string): Gap[] {
  const found: Gap[] = [];
  const { document, catalogue } = scene;
  const label =
    move.ids.length > 1 ? `${move.ids.length} fields` : labelOf(document, catalogue, move.ids[0] ?? "");
  const walk = (parent: string | null, level: number) => {
    const siblings = others(scene, move, { page, parent, index: 0 });
    const allowed = refusal(document, catalogue, move.ids, page, parent) === null;
    const offer = (index: number) => {
      const at: Place = { page, parent, index };
      if (!allowed || isWhereItWas(document, { ...move, at })) return;
      const after = index === 0 ? null : (siblings[index - 1] ?? null);
      const before = after === null ? null : labelOf(document, catalogue, after);
      const name = words.placeHere(label, before, placeLabel(document, catalogue, page, parent));
      found.push({ place: at, name, after, level });
    };
    offer(0);
    siblings.forEach((id, index) => {
      if (isContainer(document, catalogue, id)) walk(id, level + 1);
      offer(index + 1);
    });
  };
  walk(null, 1);
  return found;
}

/** One box per visible node, as measured when the drag began; the same order as the tree's rows. */
export interface Box {
  readonly id: string;
  readonly top: number;
  readonly bottom: number;
}

/** The gap under the pointer: before or after the box at `y`, or inside an empty or open container. */
export function pointerPlace(scene: Scene, move: Move, boxes: readonly Box[], y: number): Place | null {
  const box = enclosing(scene, boxes, boxAt(boxes, y), y);
  const node = box ? scene.document.nodes[box.id] : undefined;
  if (!box || !node) return boxes.length === 0 ? { ...move.origin, parent: null, index: 0 } : null;
  const middle = (box.top + box.bottom) / 2;
  const holds = isContainer(scene.document, scene.catalogue, box.id);
  if (holds && y > box.top + 12 && y < box.bottom - 6 && !move.ids.includes(box.id)) {
    const below = boxes.filter((one) => scene.document.nodes[one.id]?.parent === box.id && one.bottom <= y);
    const index = below.filter((one) => !move.ids.includes(one.id)).length;
    const inside: Place = { page: node.page, parent: box.id, index };
    if (refusal(scene.document, scene.catalogue, move.ids, inside.page, box.id) === null) return inside;
  }
  const siblings = others(scene, move, { page: node.page, parent: node.parent, index: 0 });
  const own = siblings.indexOf(box.id);
  if (own < 0) return move.ids.includes(box.id) ? move.origin : null;
  return { page: node.page, parent: node.parent, index: y < middle ? own : own + 1 };
}

/** A box that ended above `y` gives way to the container that is still open there. */
function enclosing(scene: Scene, boxes: readonly Box[], index: number, y: number): Box | undefined {
  let box = boxes[index];
  while (box && y > box.bottom) {
    const parent = scene.document.nodes[box.id]?.parent;
    const holder = parent ? boxes.find((one) => one.id === parent) : undefined;
    if (!holder) return box;
    box = holder;
  }
  return box;
}

/** The innermost box that starts above `y`; boxes are sorted by top. */
function boxAt(boxes: readonly Box[], y: number): number {
  let low = 0;
  let high = boxes.length - 1;
  let found = 0;
  while (low <= high) {
    const middle = (low + high) >> 1;
    if ((boxes[middle]?.top ?? 0) <= y) {
      found = middle;
      low = middle + 1;
    } else {
      high = middle - 1;
    }
  }
  return found;
}

/** Whether placing would leave everything as it is. */
export function isWhereItWas(document: Definition, move: Move): boolean {
  const { at } = move;
  const now = children(document, at.page, at.parent);
  const rest = now.filter((id) => !move.ids.includes(id));
  const then = [...rest.slice(0, at.index), ...move.ids, ...rest.slice(at.index)];
  return now.length === then.length && now.every((id, index) => id === then[index]);
}

/** Position, size and name of the container, as if the nodes were already placed. */
export function standing(scene: Scene, move: Move): words.Standing {
  return {
    position: move.at.index + 1,
    size: others(scene, move, move.at).length + move.ids.length,
    container: placeLabel(scene.document, scene.catalogue, move.at.page, move.at.parent),
  };
}

function stepped(scene: Scene, move: Move): Moved {
  const before = others(scene, move, move.at)[move.at.index - 1];
  const where = standing(scene, move);
  const said = before
    ? words.steppedAfter(labelOf(scene.document, scene.catalogue, before), where)
    : words.steppedFirst(where);
  return { move, said, refused: false };
}

function entered(scene: Scene, move: Move, at: Place): Moved {
  const reason = refusal(scene.document, scene.catalogue, move.ids, at.page, at.parent);
  if (reason) return { move, said: reason, refused: true };
  const next = { ...move, at };
  return { move: next, said: words.wentInto(standing(scene, next)), refused: false };
}

function others(scene: Scene, move: Move, at: Place): readonly string[] {
  return children(scene.document, at.page, at.parent).filter((id) => !move.ids.includes(id));
}

function outermost(document: Definition, ids: readonly string[]): string[] {
  const wanted = new Set(ids);
  const page = document.nodes[ids[0] ?? ""]?.page;
  if (!page) return [];
  return rows(document, page, new Set())
    .map((row) => row.id)
    .filter((id) => wanted.has(id) && !path(document, id).some((above) => wanted.has(above)));
}
