import { describe, expect, it } from "vitest";
import { edit, undo } from "@/designer/store/draft";
import { realCatalogue } from "@/designer/testing/bench";
import { label, open } from "@/designer/testing/tab";
import { removeNodes } from "@/document/commands/removeNodes";
import { setProperty } from "@/document/commands/setProperty";
import { apply } from "@/document/operations/apply";
import { expenseClaims } from "@/document/testing/world";
import type { Definition, Operation } from "@/document/types";

/** What the designer sends when somebody deletes an object. */
function deleted(document: Definition, id: string): readonly Operation[] {
  return removeNodes(document, { catalogue: realCatalogue(), newId: () => "" }, [id]).operations;
}

describe("an edit of what somebody else deleted meanwhile", () => {
  /** Lea deletes Amount while Ada's new label for it is unsent. */
  async function noticed(how: "poll" | "flush") {
    const tab = open();
    tab.type("Total");
    tab.lea(deleted(tab.document(), "nod_amount"));
    await tab.sync[how]();
    return tab;
  }

  it.each(["poll", "flush"] as const)("is kept and asked about (%s)", async (how) => {
    const { draft, kept, document } = await noticed(how);
    const { clash, pending } = draft.getState();
    expect(clash?.conflicts.map(({ kind, what, yours, by }) => [kind, what, yours, by])).toEqual([
      ["deleted", "Amount", "Total", "Lea"],
    ]);
    expect(pending.map((batch) => batch.operations)).toEqual([[label("Total")]]);
    expect(kept.now?.pending.map((batch) => batch.operations)).toEqual([[label("Total")]]);
    expect(document().fields.fld_amount).toBeUndefined();
  });

  it.each(["poll", "flush"] as const)(
    "comes back with all that went with it, and mine on it (%s)",
    async (how) => {
      const before = expenseClaims();
      const { draft, sync, document, kept } = await noticed(how);
      sync.keepMine();
      await sync.flush();
      const renamed = { ...before.fields.fld_amount, label: "Total" };
      expect(document()).toEqual({ ...before, fields: { ...before.fields, fld_amount: renamed } });
      expect(draft.getState().document).toEqual(document());
      expect([draft.getState().clash, kept.now]).toEqual([null, null]);
      expect(undo(draft)?.refused).toBeNull();
      expect(draft.getState().document.fields.fld_amount).toBeUndefined();
    },
  );

  it("is given up only when the person says so, and nothing is sent for it", async () => {
    const { draft, sync, document, sent, kept } = await noticed("poll");
    const theirs = document();
    sync.keepTheirs();
    await sync.flush();
    expect([draft.getState().document, document()]).toEqual([theirs, theirs]);
    expect([sent, draft.getState().pending, kept.now]).toEqual([[], [], null]);
  });

  it("asks once for all that was typed into it, and loses no edit of other things", async () => {
    const { draft, sync, type, lea, document } = open();
    type("Total");
    type("Gross", "help");
    edit(draft, setProperty(draft.getState().document, { in: "app" }, "title", "Claims", "rename"));
    lea(deleted(document(), "nod_amount"));
    await sync.poll();
    expect(draft.getState().clash?.conflicts.map((one) => one.yours)).toEqual(["Total", "Gross"]);
    sync.keepTheirs();
    await sync.flush();
    expect(document().app.title).toBe("Claims");
    expect([draft.getState().pending, draft.getState().clash]).toEqual([[], null]);
  });

  it("still asks after a reload of the tab", async () => {
    const { world, kept, document } = await noticed("poll");
    const again = open(world, kept.now);
    expect(again.draft.getState().clash?.conflicts.map((one) => one.what)).toEqual(["Amount"]);
    again.sync.keepMine();
    await again.sync.flush();
    expect(document().fields.fld_amount?.label).toBe("Total");
    expect(document().nodes.nod_amount?.field).toBe("fld_amount");
  });

  it("asks when it is found at the next opening only, for a later step as well", async () => {
    const { world, type, lea, kept, document, sync, draft } = open();
    edit(draft, setProperty(draft.getState().document, { in: "app" }, "title", "Claims", "rename"));
    type("Total");
    sync.stop();
    lea(deleted(document(), "nod_amount"));
    const again = open(world, kept.now);
    expect(again.draft.getState().pending).toHaveLength(2);
    await again.sync.flush();
    expect(document().app.title).toBe("Claims");
    expect(again.draft.getState().clash?.conflicts.map((one) => one.yours)).toEqual(["Total"]);
    again.sync.keepMine();
    await again.sync.flush();
    expect(document().fields.fld_amount?.label).toBe("Total");
  });

  it("asks about a question that was added into a section which is gone", async () => {
    const { draft, sync, lea, document } = open();
    const value = { page: "pag_form", parent: "nod_payment", order: "z", component: "notice@1", field: null };
    edit(draft, {
      label: "add notice",
      operations: [{ op: "add", in: "nodes", id: "nod_new", value: { ...value, props: {} } }],
    });
    lea(deleted(document(), "nod_payment"));
    await sync.poll();
    expect(draft.getState().clash?.conflicts.map((one) => [one.kind, one.what])).toEqual([
      ["deleted", "Payment"],
    ]);
    sync.keepMine();
    await sync.flush();
    expect(document().nodes.nod_new?.parent).toBe("nod_payment");
    expect(Object.keys(document().nodes).sort()).toEqual(
      [...Object.keys(expenseClaims().nodes), "nod_new"].sort(),
    );
  });

  it("does not ask when both deleted the same", async () => {
    const { draft, sync, lea, document, sent } = open();
    const operations = deleted(document(), "nod_amount");
    edit(draft, { label: "delete Amount", operations });
    lea(operations);
    await sync.poll();
    await sync.flush();
    expect([draft.getState().clash, draft.getState().pending, sent]).toEqual([null, [], []]);
    expect(draft.getState().document).toEqual(document());
  });

  it("stops asking when the object is back by itself", async () => {
    const { world, draft, sync, document } = open();
    const gone = deleted(document(), "nod_amount");
    const { inverse } = apply(document(), gone);
    edit(
      draft,
      setProperty(draft.getState().document, { in: "fields", id: "fld_amount" }, "label", "Total", "x"),
    );
    world.lea(gone);
    world.lea(inverse);
    await sync.poll();
    await sync.flush();
    expect(draft.getState().clash).toBeNull();
    expect(document().fields.fld_amount?.label).toBe("Total");
  });
});

it("asks again after a reload about what both set differently", async () => {
  const { world, type, lea, sync, kept, document } = open();
  type("Total");
  lea([label("Amount paid")]);
  await sync.poll();
  const again = open(world, kept.now);
  await again.sync.flush();
  expect(document().fields.fld_amount?.label).toBe("Amount paid");
  expect(again.draft.getState().clash?.conflicts.map((one) => one.theirs)).toEqual(["Amount paid"]);
});
