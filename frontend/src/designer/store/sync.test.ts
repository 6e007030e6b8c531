import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Problem } from "@/api/client";
import { redo, undo } from "@/designer/store/draft";
import { AFTER_LAST_EDIT_MS, AT_MOST_MS } from "@/designer/store/sync";
import { help, label, open, SAVED_AT } from "@/designer/testing/tab";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe("saving", () => {
  it("keeps an edit at once and sends it 800 ms after the last one, typing as one step", async () => {
    const { type, sent, kept, draft } = open();
    type("T");
    type("To");
    type("Total");
    expect(kept.now?.pending.map((batch) => batch.operations)).toEqual([[label("Total")]]);
    await vi.advanceTimersByTimeAsync(AFTER_LAST_EDIT_MS - 1);
    expect(sent).toHaveLength(0);
    await vi.advanceTimersByTimeAsync(1);
    expect(sent.map((body) => body.operations)).toEqual([[label("Total")]]);
    expect(draft.getState().status).toEqual({ kind: "saved", at: SAVED_AT });
    expect(kept.now).toBeNull();
  });

  it("does not wait for a pause longer than 5 s", async () => {
    const { type, sent } = open();
    for (let elapsed = 0; elapsed < AT_MOST_MS; elapsed += 500) {
      type(`Total ${elapsed}`);
      await vi.advanceTimersByTimeAsync(500);
    }
    expect(sent).toHaveLength(1);
  });

  it("takes back the whole typing with one undo, and the server hears of it", async () => {
    const { type, draft, sync, document } = open();
    type("T");
    type("Total");
    await sync.flush();
    expect(undo(draft)).toEqual({ label: "rename Amount", refused: null, object: "fld_amount" });
    expect(draft.getState().document.fields.fld_amount?.label).toBe("Amount");
    await sync.flush();
    expect(document().fields.fld_amount?.label).toBe("Amount");
    redo(draft);
    await sync.flush();
    expect(document().fields.fld_amount?.label).toBe("Total");
  });

  it("says it is offline, keeps the change and sends it later", async () => {
    const { type, draft, sync, fail, kept, document } = open();
    fail(new Problem(0, { code: "offline" }));
    type("Total");
    await sync.flush();
    expect(draft.getState().status).toEqual({ kind: "offline" });
    expect(kept.now?.pending).toHaveLength(1);
    fail(null);
    await vi.advanceTimersByTimeAsync(2000);
    expect(document().fields.fld_amount?.label).toBe("Total");
    expect(draft.getState().pending).toEqual([]);
  });

  it("stops at a final refusal until the person discards that change; later ones then go out", async () => {
    const { type, draft, sync, fail, document } = open();
    fail(new Problem(422, { code: "batch-refused", detail: "It does not fit." }));
    type("Total");
    await sync.flush();
    type("What it cost", "help");
    expect(draft.getState().status).toEqual({ kind: "failed", message: "It does not fit.", isFinal: true });
    fail(null);
    sync.discard();
    await sync.flush();
    expect(document().fields.fld_amount).toMatchObject({ label: "Amount", help: "What it cost" });
  });
});

describe("two editors", () => {
  it("merges what touches different properties", async () => {
    const { type, draft, sync, lea, document } = open();
    lea([help("Gross")]);
    type("Total");
    await sync.flush();
    expect(draft.getState().document.fields.fld_amount).toMatchObject({ label: "Total", help: "Gross" });
    expect(draft.getState().document).toEqual(document());
  });

  it("asks before the same property is overwritten, and Keep mine sends it under a new id", async () => {
    const { type, draft, sync, lea, sent, document } = open();
    lea([label("Amount paid")]);
    type("Total");
    await sync.flush();
    expect(draft.getState().clash?.conflicts[0]).toMatchObject({
      yours: "Total",
      theirs: "Amount paid",
      by: "Lea",
    });
    expect(document().fields.fld_amount?.label).toBe("Amount paid");
    sync.keepMine();
    await sync.flush();
    expect(document().fields.fld_amount?.label).toBe("Total");
    expect(new Set(sent.map((body) => body.batch_id)).size).toBe(2);
  });

  it("Keep theirs gives up the clashing change only", async () => {
    const { type, draft, sync, lea, document } = open();
    lea([label("Amount paid")]);
    type("Total");
    type("Gross", "help");
    await sync.flush();
    sync.keepTheirs();
    await sync.flush();
    expect(draft.getState().document.fields.fld_amount).toMatchObject({
      label: "Amount paid",
      help: "Gross",
    });
    expect(draft.getState().document).toEqual(document());
  });

  it("shows others' changes when polling, and asks when an unsent one clashes", async () => {
    const { type, draft, sync, lea } = open();
    lea([help("Gross")]);
    await sync.poll();
    expect(draft.getState().document.fields.fld_amount?.help).toBe("Gross");
    type("Total");
    lea([label("Amount paid")]);
    await sync.poll();
    expect(draft.getState().document.fields.fld_amount?.label).toBe("Total");
    expect(draft.getState().clash?.conflicts.map((one) => one.theirs)).toEqual(["Amount paid"]);
  });
});
