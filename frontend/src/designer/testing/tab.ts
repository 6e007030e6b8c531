/** A browser tab with an open draft, and a server of that draft which other people change as well. */
import { Problem } from "@/api/client";
import type { BatchBody, DraftAnswer, SavedAnswer } from "@/designer/store/api";
import { draftStore, edit } from "@/designer/store/draft";
import type { Kept } from "@/designer/store/keep";
import { type Server, syncOf } from "@/designer/store/sync";
import { setProperty } from "@/document/commands/setProperty";
import { apply } from "@/document/operations/apply";
import type { OtherBatch } from "@/document/sync/batch";
import { expenseClaims } from "@/document/testing/world";
import type { Definition, Operation } from "@/document/types";

export const SAVED_AT = "2026-11-21T14:02:00Z";
export const label = (value: string): Operation => ({
  op: "set",
  in: "fields",
  id: "fld_amount",
  path: "label",
  value,
});
export const help = (value: string): Operation => ({
  op: "set",
  in: "fields",
  id: "fld_amount",
  path: "help",
  value,
});

/** A server of one draft, as strict as the real one about revisions and clashes. */
function fakeServer() {
  let document: Definition = expenseClaims();
  const log: OtherBatch[] = [];
  const sent: BatchBody[] = [];
  let failure: Problem | null = null;
  const commit = (operations: readonly Operation[], by: string, batch_id = crypto.randomUUID()) => {
    const { document: next, inverse } = apply(document, operations);
    document = next;
    const revision = log.length + 1;
    log.push({ label: "", operations, inverse, batch_id, by: { name: by }, revision, at: SAVED_AT });
  };
  const server: Server = {
    send: async (body): Promise<SavedAnswer> => {
      if (failure) throw failure;
      sent.push(body);
      const merged = log.slice(body.base_revision);
      const past = merged.flatMap((other) => other.operations);
      const gone = past.find((theirs) => theirs.op === "remove" && isSameObject(theirs, body));
      if (gone?.op === "remove") {
        const conflict = { in: gone.in, id: gone.id, path: "label", kind: "deleted", theirs: null };
        throw new Problem(409, {
          code: "draft-conflict",
          conflicts: [{ ...conflict, yours: "Total", by: { name: "Lea" }, at: SAVED_AT }],
          revision: log.length,
          merged,
        });
      }
      const clash = past.find((theirs) => isSameProperty(theirs, body));
      if (clash?.op === "set") {
        const conflict = {
          in: clash.in,
          id: clash.id,
          path: clash.path,
          kind: "changed",
          theirs: clash.value,
        };
        throw new Problem(409, {
          code: "draft-conflict",
          conflicts: [{ ...conflict, yours: "Total", by: { name: "Lea" }, at: SAVED_AT }],
          revision: log.length,
          merged,
        });
      }
      commit(body.operations, "Ada", body.batch_id as ReturnType<typeof crypto.randomUUID>);
      return { revision: log.length, saved_at: SAVED_AT, merged };
    },
    draft: async (): Promise<DraftAnswer> => ({
      app_id: "a",
      revision: log.length,
      document,
      saved_at: SAVED_AT,
      history: [],
      can_edit: true,
    }),
    others: async (after) => log.slice(after),
  };
  return {
    server,
    sent,
    lea: (operations: readonly Operation[]) => commit(operations, "Lea"),
    fail: (problem: Problem | null) => {
      failure = problem;
    },
    document: () => document,
    now: () => ({ revision: log.length, document }),
  };
}

function isSameObject(theirs: Operation, body: BatchBody): boolean {
  return body.operations.some((one) => one.op === "set" && theirs.op === "remove" && one.id === theirs.id);
}

function isSameProperty(theirs: Operation, body: BatchBody): boolean {
  return body.operations.some(
    (one) => one.op === "set" && theirs.op === "set" && one.id === theirs.id && one.path === theirs.path,
  );
}

/** A tab that opens the draft: what the server has now, and what this browser kept. */
export function open(world = fakeServer(), found: Kept | null = null) {
  const draft = draftStore({
    appId: "a",
    ...world.now(),
    history: [],
    savedAt: SAVED_AT,
    pending: found?.pending ?? [],
  });
  const kept: { now: Kept | null } = { now: found };
  const keeper = {
    read: async () => null,
    write: (next: Kept | null) => {
      kept.now = next;
    },
  };
  const sync = syncOf(draft, world.server, keeper, found?.base ?? null);
  const type = (text: string, path: "label" | "help" = "label") => {
    const made = setProperty(
      draft.getState().document,
      { in: "fields", id: "fld_amount" },
      path,
      text,
      "rename Amount",
    );
    edit(draft, made, `fields/fld_amount/${path}`);
    sync.touched();
  };
  return { ...world, world, draft, sync, kept, type };
}
