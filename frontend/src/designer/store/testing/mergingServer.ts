/**
 * A server of one draft in memory, with the real one's rules: what merges, what clashes, what an undo may say
 * (builder/merging.py and builder/services/drafts.py). Two tabs can work against it.
 */
import { Problem } from "@/api/client";
import type { BatchBody, SavedAnswer, Server } from "@/designer/store/api";
import { valueAt } from "@/document/commands/setProperty";
import type { StoredStep } from "@/document/history/stack";
import { apply } from "@/document/operations/apply";
import { OperationRefused } from "@/document/operations/refused";
import type { OtherBatch } from "@/document/sync/batch";
import { idsIn } from "@/document/sync/idsIn";
import { COLLECTIONS, type Definition, type Json, type Operation } from "@/document/types";

const AT = "2026-11-21T14:02:00Z";

interface Row extends OtherBatch {
  readonly batch_id: string;
  readonly revision: number;
  readonly kind: BatchBody["kind"];
  readonly target: string | null;
  readonly inverse: readonly Operation[];
  readonly by: string;
  /** As it was sent: some of it may have been left out as already done. */
  readonly sent: string;
}

interface Clash {
  readonly in: string;
  readonly id: string;
  readonly path: string;
  readonly kind: "changed" | "deleted" | "used" | "exists";
  readonly yours: unknown;
  readonly theirs: unknown;
  readonly by: string;
  readonly at: string;
}

export class MergingServer {
  readonly log: Row[] = [];

  constructor(public document: Definition) {}

  /** The server as one person meets it. */
  as(person: string): Server {
    return {
      send: async (body) => this.take(person, body),
      draft: async () => ({ app_id: "a", saved_at: AT, can_edit: true, ...this.now(person) }),
      others: async (after) => this.log.slice(after),
    };
  }

  now(person: string) {
    return { revision: this.log.length, document: this.document, history: this.historyOf(person) };
  }

  private take(person: string, body: BatchBody): SavedAnswer {
    const merged = this.log.slice(body.base_revision);
    const earlier = this.log.find((row) => row.batch_id === body.batch_id);
    if (earlier) return this.again(earlier, body);
    const past = this.pastOf(person, body);
    const operations = body.operations.filter((one) => !isDone(this.document, one, past));
    const conflicts = operations.flatMap((one) => this.clashesOf(one, operations, past));
    if (conflicts.length > 0) {
      throw new Problem(409, { code: "draft-conflict", conflicts, revision: this.log.length, merged });
    }
    const { document, inverse } = this.applied(operations);
    this.document = document;
    const { batch_id, kind, target, label } = body;
    const sent = JSON.stringify(body.operations);
    const revision = this.log.length + 1;
    this.log.push({ batch_id, kind, target, label, operations, inverse, sent, revision, by: person, at: AT });
    return { revision, saved_at: AT, merged };
  }

  private again(earlier: Row, body: BatchBody): SavedAnswer {
    if (earlier.sent !== JSON.stringify(body.operations)) throw new Problem(409, { code: "batch-mismatch" });
    const merged = this.log.slice(body.base_revision, earlier.revision - 1);
    return { revision: earlier.revision, saved_at: AT, merged };
  }

  private applied(operations: readonly Operation[]) {
    try {
      return apply(this.document, operations);
    } catch (error) {
      if (error instanceof OperationRefused) throw new Problem(422, { code: "operation-refused" });
      throw error;
    }
  }

  private pastOf(person: string, body: BatchBody): readonly Row[] {
    if (body.kind === "edit") return withoutUndone(this.log.slice(body.base_revision));
    const target = this.targetOf(person, body);
    const isPast = (row: Row) =>
      row.revision > body.base_revision || (row.revision > target.revision && row.by !== person);
    return withoutUndone(this.log.filter(isPast));
  }

  private targetOf(person: string, body: BatchBody): Row {
    const target = this.log.find(
      (row) => row.batch_id === body.target && row.by === person && row.kind === "edit",
    );
    const last = this.log.findLast((row) => row.target === body.target);
    const isUndone = last?.kind === "undo";
    if (!target || isUndone !== (body.kind === "redo")) throw new Problem(409, { code: "undo-refused" });
    const recorded = (last ?? target).inverse.map((one) => text(one));
    if (!body.operations.every((one) => recorded.includes(text(one)))) {
      throw new Problem(409, { code: "undo-refused", detail: "outdated" });
    }
    return target;
  }

  private clashesOf(one: Operation, all: readonly Operation[], past: readonly Row[]): readonly Clash[] {
    const made = new Set(all.flatMap((other) => (other.op === "add" ? [other.id] : [])));
    const removing = new Set(all.flatMap((other) => (other.op === "remove" ? [other.id] : [])));
    const id = one.id ?? "";
    const gone = (used: string) => !made.has(used) && !isThere(this.document, used) && removerOf(past, used);
    const clash = (kind: Clash["kind"], row: Row, path: string, theirs: unknown): Clash => {
      const yours = "value" in one ? one.value : null;
      return { in: one.in, id, path, kind, yours, theirs, by: row.by, at: AT };
    };
    const remover = one.op === "add" || one.in === "app" ? false : gone(id);
    if (remover) return [clash("deleted", remover, one.op === "set" ? one.path : "", null)];
    const found = pointsTo(one).flatMap((used) => {
      const row = gone(used);
      return row ? [clash("deleted", row, one.op === "set" ? one.path : "", null)] : [];
    });
    const sets = setsOf(past, one);
    if (one.op === "add" && isThere(this.document, id) && !removing.has(id) && sets[0])
      found.push(clash("exists", sets[0].row, "", null));
    if (one.op === "set") {
      const over = sets.findLast((other) => isOver(other.path, one.path));
      const theirs = valueAt(this.document, one, one.path);
      if (over && text(theirs) !== text(one.value)) found.push(clash("changed", over.row, one.path, theirs));
    }
    const overs = one.op === "remove" ? sets : [];
    const users = one.op === "remove" ? usesOf(past, id) : [];
    const left = users.filter(({ user }) => !removing.has(user) && !removerOf(past, user));
    return [
      ...found,
      ...overs.map(({ path, row }) => clash("changed", row, path, valueAt(this.document, one, path))),
      ...left.map(({ user, row }) => clash("used", row, "", user)),
    ];
  }

  private historyOf(person: string): readonly StoredStep[] {
    return this.log
      .filter((row) => row.by === person && row.kind === "edit")
      .map((row) => {
        const last = this.log.findLast((other) => other.target === row.batch_id);
        const { batch_id: id, label, kind } = row;
        const operations = last?.kind === "undo" ? last.inverse : row.operations;
        const inverse = last?.kind === "redo" ? last.inverse : row.inverse;
        return { id, label, kind, operations, inverse, undone: last?.kind === "undo" };
      });
  }
}

function withoutUndone(rows: readonly Row[]): readonly Row[] {
  const inside = new Set(rows.map((row) => row.batch_id));
  const last = new Map(
    rows.flatMap((row) => (row.target && inside.has(row.target) ? [[row.target, row]] : [])),
  );
  return rows.filter(
    (row) => last.get(row.batch_id)?.kind !== "undo" && !(row.target && inside.has(row.target)),
  );
}

function isDone(document: Definition, one: Operation, past: readonly Row[]): boolean {
  if (one.op === "remove") return !isThere(document, one.id) && removerOf(past, one.id) !== undefined;
  return one.op === "add" && isThere(document, one.id) && text(document[one.in][one.id]) === text(one.value);
}

/** The batch that removed the object last, unless it came back. */
function removerOf(past: readonly Row[], id: string): Row | undefined {
  const row = past.findLast((other) => other.operations.some((one) => isExistence(one, id)));
  return row?.operations.findLast((one) => isExistence(one, id))?.op === "remove" ? row : undefined;
}

function isExistence(one: Operation, id: string): boolean {
  return one.id === id && (one.op === "add" || one.op === "remove");
}

/** What was set of the object since it was last removed. */
function setsOf(past: readonly Row[], one: Operation): readonly { path: string; row: Row }[] {
  const found = new Map<string, Row>();
  for (const row of past) {
    for (const other of row.operations.filter((op) => op.in === one.in && op.id === one.id)) {
      if (other.op === "remove") found.clear();
      if (other.op === "set") found.set(other.path, row);
    }
  }
  return [...found].map(([path, row]) => ({ path, row }));
}

function usesOf(past: readonly Row[], id: string): readonly { user: string; row: Row }[] {
  return past.flatMap((row) =>
    row.operations
      .filter((one) => one.id !== id && pointsTo(one).includes(id))
      .map((one) => ({ user: one.id ?? "app", row })),
  );
}

function pointsTo(one: Operation): readonly string[] {
  if (one.op === "remove") return [];
  return idsIn(one.op === "move" ? [one.page ?? null, one.parent ?? null] : one.value);
}

function isThere(document: Definition, id: string): boolean {
  return COLLECTIONS.some((collection) => Object.hasOwn(document[collection], id));
}

function isOver(one: string, other: string): boolean {
  return one === other || one.startsWith(`${other}.`) || other.startsWith(`${one}.`);
}

/** JSON without regard to the order of properties. */
function text(value: unknown): string {
  const sorted = (_: string, one: unknown) =>
    one !== null && typeof one === "object" && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one as Record<string, Json>).sort(([a], [b]) => (a < b ? -1 : 1)))
      : one;
  return JSON.stringify(value ?? null, sorted);
}
