/**
 * The draft on the screen: what the server confirmed, plus what it has not answered yet.
 *
 * `document` is always `confirmed` with every pending batch on top. Edits go through `edit`, which takes their
 * inverse, puts them on the undo stack and hands them to the sync.
 */
import { createStore, type StoreApi } from "zustand/vanilla";
import { complete } from "@/document/complete";
import * as stack from "@/document/history/stack";
import { fits } from "@/document/history/undo";
import { apply } from "@/document/operations/apply";
import { type Question, questionOf } from "@/document/sync/ask";
import type { Batch } from "@/document/sync/batch";
import { rebase } from "@/document/sync/rebase";
import type { Definition, Edit, Json, Operation } from "@/document/types";

export type SaveStatus =
  | { readonly kind: "saved"; readonly at: string | null }
  | { readonly kind: "saving" }
  | { readonly kind: "offline" }
  /** Final: the server understood and said no, so trying again will not help. */
  | { readonly kind: "failed"; readonly message: string; readonly isFinal: boolean };

export interface DraftState {
  readonly appId: string;
  readonly revision: number;
  readonly confirmed: Definition;
  readonly document: Definition;
  readonly pending: readonly Batch[];
  readonly inFlight: string | null;
  /** The own steps as the server has them. */
  readonly known: stack.History;
  /** `known` with what is pending: what can be undone and redone. */
  readonly history: stack.History;
  readonly status: SaveStatus;
  /** What the person is asked before anything more is sent. */
  readonly clash: Question | null;
  /** What others deleted with their last news, and who did. */
  readonly taken: readonly { readonly id: string; readonly by: string }[];
  /** Counts confirmed saves, so that checks know when to run. */
  readonly saves: number;
}

export type DraftStore = StoreApi<DraftState>;

const TYPING_MS = 2000;
const LABEL_LENGTH = 120;

export function draftStore(start: {
  appId: string;
  revision: number;
  document: Definition;
  history: stack.History;
  savedAt: string | null;
  pending?: readonly Batch[];
}): DraftStore {
  const confirmed = complete(start.document);
  const based = rebase(confirmed, start.pending ?? []);
  return createStore<DraftState>(() => ({
    appId: start.appId,
    revision: start.revision,
    confirmed,
    document: based.document,
    pending: based.pending,
    inFlight: null,
    known: start.history,
    history: stack.historyOf(start.history, based.pending),
    status: { kind: "saved", at: start.savedAt },
    clash: questionOf(based.pending),
    taken: [],
    saves: 0,
  }));
}

/** Applies a command's edit. Returns false when it had nothing to do. */
export function edit(store: DraftStore, made: Edit, coalesce: string | null = null): boolean {
  if (made.operations.length === 0) return false;
  const state = store.getState();
  const step = apply(state.document, made.operations);
  const last = state.pending.at(-1);
  const now = Date.now();
  const grows =
    coalesce !== null &&
    last?.coalesce === coalesce &&
    last.id !== state.inFlight &&
    last.clashes === undefined &&
    now - last.at < TYPING_MS;
  if (grows && last) {
    const grown: Batch = {
      ...last,
      label: made.label.slice(0, LABEL_LENGTH),
      operations: squeezed([...last.operations, ...made.operations]),
      inverse: lastInverse([...step.inverse, ...last.inverse]),
      at: now,
    };
    store.setState({
      document: step.document,
      pending: [...state.pending.slice(0, -1), grown],
      history: stack.grown(state.history, { ...grown, undone: false }),
    });
    return true;
  }
  const batch = newBatch(made.label, made.operations, step.inverse, { coalesce, at: now });
  store.setState({
    document: step.document,
    pending: [...state.pending, batch],
    history: stack.withBatch(state.history, batch),
  });
  return true;
}

export interface Stepped {
  readonly label: string;
  readonly refused: string | null;
  /** The object the step was about, to go back to it. */
  readonly object: string | null;
}

/** Takes back the last own step, or says why that is not possible any more. */
export function undo(store: DraftStore): Stepped | null {
  const step = stack.nextUndo(store.getState().history);
  return step ? travel(store, step, "undo") : null;
}

export function redo(store: DraftStore): Stepped | null {
  const step = stack.nextRedo(store.getState().history);
  return step ? travel(store, step, "redo") : null;
}

function travel(store: DraftStore, step: stack.Step, kind: "undo" | "redo"): Stepped {
  const state = store.getState();
  const operations = kind === "undo" ? step.inverse : step.operations;
  const object = objectOf(operations);
  const refused = fits(state.document, operations);
  if (refused) {
    const { history, known } = state;
    store.setState({ history: stack.without(history, step.id), known: stack.without(known, step.id) });
    return { label: step.label, refused, object };
  }
  const done = apply(state.document, operations);
  const batch = newBatch(step.label, operations, done.inverse, { kind, target: step.id, at: Date.now() });
  store.setState({
    document: done.document,
    pending: [...state.pending, batch],
    history: stack.withBatch(state.history, batch),
  });
  return { label: step.label, refused: null, object };
}

/** What a step is about: what it brings back, outermost first; else what it moves, takes away or changes. */
function objectOf(operations: readonly Operation[]): string | null {
  const added = new Set(operations.flatMap((one) => (one.op === "add" ? [one.id] : [])));
  const isInside = (value: Json) => {
    const { parent } = value as { readonly parent?: Json };
    return typeof parent === "string" && added.has(parent);
  };
  const back = operations.find((one) => one.op === "add" && one.in === "nodes" && !isInside(one.value));
  const node = operations.find((one) => one.in === "nodes" && one.op !== "set");
  const found = back ?? operations.find((one) => one.op === "add") ?? node ?? nodeOrFirst(operations);
  return found?.id ?? null;
}

function nodeOrFirst(operations: readonly Operation[]): Operation | undefined {
  return operations.find((one) => one.in === "nodes") ?? operations[0];
}

function newBatch(
  label: string,
  operations: readonly Operation[],
  inverse: readonly Operation[],
  more: Partial<Batch> & { readonly at: number },
): Batch {
  return {
    id: crypto.randomUUID(),
    label: label.slice(0, LABEL_LENGTH),
    kind: "edit",
    target: null,
    operations,
    inverse,
    coalesce: null,
    ...more,
  };
}

const pathOf = (operation: Operation) =>
  operation.op === "set" ? `${operation.in}/${operation.id ?? ""}/${operation.path}` : null;

/** Of several sets of one property the last one counts. */
function squeezed(operations: readonly Operation[]): readonly Operation[] {
  return operations.filter((one, index) => {
    const path = pathOf(one);
    return path === null || !operations.slice(index + 1).some((later) => pathOf(later) === path);
  });
}

/** Of several inverses of one property the oldest value counts; it stands last. */
function lastInverse(operations: readonly Operation[]): readonly Operation[] {
  return squeezed(operations);
}
