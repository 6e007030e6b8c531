import { act, screen, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import { Problem } from "@/api/client";
import { ConflictBox } from "@/designer/frame/ConflictBox";
import { RefusedBox } from "@/designer/frame/RefusedBox";
import { edit } from "@/designer/store/draft";
import { openBench, show } from "@/designer/testing/bench";
import { label, open } from "@/designer/testing/tab";
import type { Conflict } from "@/document/sync/batch";
import type { Operation } from "@/document/types";

const CHANGED: Conflict = {
  in: "fields",
  id: "fld_amount",
  path: "label",
  kind: "changed",
  yours: "Total",
  theirs: "Amount paid",
  by: "Lea",
  at: "",
};
const DELETED: Conflict = { ...CHANGED, kind: "deleted", theirs: null, gone: "fld_amount", what: "Amount" };

function ask(...conflicts: readonly Conflict[]) {
  const bench = openBench();
  const sync = { ...bench.sync, keepMine: vi.fn(), keepTheirs: vi.fn() };
  bench.draft.setState({ clash: { batch: "b1", conflicts } });
  show({ ...bench, sync }, <ConflictBox />);
  return { bench, sync, user: userEvent.setup(), box: box() };
}

/** The alert that is drawn; live regions stand beside it. */
function box(): HTMLElement {
  const found = screen.queryAllByRole("button")[0]?.closest<HTMLElement>("[role=alert]");
  if (!found) throw new Error("nothing is asked");
  return found;
}

const asked = (box: HTMLElement) => [
  ...within(box)
    .getAllByRole("listitem")
    .map((item) => item.textContent),
];

describe("two people changed the same thing", () => {
  it("says whose is what, and does what the button says", async () => {
    const { sync, user, box } = ask(CHANGED);
    expect(within(box).getByText("Two people changed the same thing")).toBeDefined();
    expect(asked(box)).toEqual(["Amount: Label: yours “Total”, Lea's “Amount paid”."]);
    await user.click(within(box).getByRole("button", { name: "Keep mine" }));
    expect([sync.keepMine.mock.calls.length, sync.keepTheirs.mock.calls.length]).toEqual([1, 0]);
    await user.click(within(box).getByRole("button", { name: "Keep Lea's" }));
    expect([sync.keepMine.mock.calls.length, sync.keepTheirs.mock.calls.length]).toEqual([1, 1]);
  });

  it("goes to what it is about without deciding", async () => {
    const { bench, sync, user, box } = ask(CHANGED);
    await user.click(within(box).getByRole("button", { name: "Amount" }));
    expect([...bench.screen.getState().selected]).toEqual(["nod_amount"]);
    expect([sync.keepMine.mock.calls.length, sync.keepTheirs.mock.calls.length]).toEqual([0, 0]);
  });

  it("shows what was typed in full, however long, and an empty text as empty", () => {
    const long = "Donaudampfschifffahrt".repeat(20);
    const { box } = ask({ ...CHANGED, yours: long, theirs: "" });
    expect(asked(box)).toEqual([`Amount: Label: yours “${long}”, Lea's “empty”.`]);
  });
});

describe("somebody deleted what the other changed", () => {
  it("says what was typed, and offers to bring it back or to give it up", async () => {
    const { sync, user, box } = ask(DELETED);
    expect(within(box).getByText("Somebody deleted what you changed")).toBeDefined();
    expect(asked(box)).toEqual(["Lea deleted “Amount” meanwhile. Label: yours is “Total”."]);
    expect(within(box).queryByRole("button", { name: /Keep/ })).toBeNull();
    await user.click(within(box).getByRole("button", { name: "Restore and keep mine" }));
    expect([sync.keepMine.mock.calls.length, sync.keepTheirs.mock.calls.length]).toEqual([1, 0]);
    await user.click(within(box).getByRole("button", { name: "Discard mine" }));
    expect([sync.keepMine.mock.calls.length, sync.keepTheirs.mock.calls.length]).toEqual([1, 1]);
  });
});

describe("somebody changed or used what I deleted", () => {
  const MINE: Conflict = {
    in: "fields",
    id: "fld_tsz864m5gm",
    path: "label",
    kind: "changed",
    yours: null,
    theirs: "Special wish",
    by: "Ben Okafor",
    at: "2026-11-21T07:20:00Z",
    isDeletion: true,
    what: "Notes",
  };
  const USED: Conflict = { ...MINE, kind: "used", path: "", theirs: "nod_amount" };

  it("says that I deleted it, and what happened to it meanwhile", async () => {
    const { sync, user, box } = ask(MINE);
    expect(within(box).getByText("Somebody changed what you deleted")).toBeDefined();
    expect(asked(box)).toEqual([
      "You deleted “Notes”. Meanwhile Ben Okafor changed its label to “Special wish”.",
    ]);
    expect(
      within(box)
        .getAllByRole("button")
        .map((one) => one.textContent),
    ).toEqual(["Delete it all the same", "Keep Ben Okafor's"]);
    await user.click(within(box).getByRole("button", { name: "Delete it all the same" }));
    expect([sync.keepMine.mock.calls.length, sync.keepTheirs.mock.calls.length]).toEqual([1, 0]);
    await user.click(within(box).getByRole("button", { name: "Keep Ben Okafor's" }));
    expect([sync.keepMine.mock.calls.length, sync.keepTheirs.mock.calls.length]).toEqual([1, 1]);
  });

  it.each<[Partial<Conflict>, string]>([
    [{ path: "help", theirs: "" }, "emptied its hint"],
    [{ path: "required", theirs: false }, "switched its “Required” off"],
    [{ path: "kind", theirs: "textarea" }, "changed its type to “long text”"],
    [{ path: "sensitivity", theirs: "special" }, "changed its sensitivity to “Special category”"],
    [
      {
        path: "settings.options",
        theirs: [
          { key: "a", label: "A" },
          { key: "b", label: "B" },
        ],
      },
      "changed its options to “A, B”",
    ],
  ])("says each change as the properties call it: %j", (change, did) => {
    expect(asked(ask({ ...MINE, ...change }).box)).toEqual([
      `You deleted “Notes”. Meanwhile Ben Okafor ${did}.`,
    ]);
  });

  it.each<[Partial<Conflict>, string]>([
    [{ id: "fld_amount", what: "Amount" }, "You deleted “Amount”. Meanwhile Ben Okafor put it on “Claim”."],
    [
      { in: "nodes", id: "nod_payment", what: "Payment" },
      "You deleted “Payment”. Meanwhile Ben Okafor put “Amount” into it.",
    ],
    [
      { in: "nodes", id: "nod_other", what: "Other", theirs: "rul_other" },
      "You deleted “Other”. Meanwhile Ben Okafor made a rule for it.",
    ],
    [{ theirs: "ent_claim" }, "You deleted “Notes”. Meanwhile Ben Okafor used it in “Claim”."],
    [{ theirs: "ent_unknown" }, "You deleted “Notes”. Meanwhile Ben Okafor used it elsewhere."],
    [
      { in: "grants", id: "gra_gone", what: "", theirs: "" },
      "You deleted the rights of a role. Meanwhile Ben Okafor used it elsewhere.",
    ],
  ])("says how it is used, never by an id: %j", (use, sentence) => {
    const { box } = ask({ ...USED, ...use });
    expect(asked(box)).toEqual([sentence]);
    expect(box.textContent).not.toMatch(/[a-z]{3}_[0-9a-z]/);
  });

  it("asks about several deletions and several people at once", () => {
    const { box } = ask(MINE, { ...MINE, id: "fld_room", what: "Room", by: "Lea" });
    expect(asked(box)).toHaveLength(2);
    expect(
      within(box)
        .getAllByRole("button")
        .map((one) => one.textContent),
    ).toEqual(["Delete them all the same", "Keep theirs"]);
  });

  it("calls it by its name before the change, after a poll and after the server's no", async () => {
    for (const how of ["poll", "flush"] as const) {
      const tab = open();
      const remove: Operation = { op: "remove", in: "nodes", id: "nod_amount" };
      const alone: Operation = { op: "remove", in: "fields", id: "fld_amount" };
      edit(tab.draft, { label: "delete Amount", operations: [remove, alone] });
      tab.lea([label("Amount paid")]);
      if (how === "flush") {
        const conflict = { ...CHANGED, yours: null, by: { name: "Lea" } };
        const merged = await tab.server.others(0);
        tab.fail(new Problem(409, { code: "draft-conflict", conflicts: [conflict], revision: 1, merged }));
      }
      await tab.sync[how]();
      const shown = show({ ...openBench(), draft: tab.draft, sync: tab.sync }, <ConflictBox />);
      expect(asked(box())).toEqual([
        "You deleted “Amount”. Meanwhile Lea changed its label to “Amount paid”.",
      ]);
      shown.unmount();
    }
  });
});

describe("other clashes", () => {
  it("names what both added, and what cannot be moved into each other", () => {
    const added: Conflict = {
      ...CHANGED,
      kind: "exists",
      path: "",
      yours: { label: "Amount" },
      theirs: { label: "Amount" },
    };
    const moved: Conflict = {
      ...CHANGED,
      in: "nodes",
      id: "nod_payment",
      path: "parent",
      yours: null,
      theirs: "nod_columns",
    };
    expect(asked(ask(added, moved).box)).toEqual([
      "You and Lea both added “Amount”, each in a different way.",
      "You moved “Payment”. Meanwhile Lea moved “Columns”. The two do not fit together.",
    ]);
  });

  it("shows lists of fields, switches and the title of the app in words", () => {
    const columns: Conflict = {
      ...CHANGED,
      in: "nodes",
      id: "nod_table",
      path: "props.columns",
      yours: ["fld_amount", "fld_gone"],
      theirs: [],
    };
    const app: Conflict = { ...CHANGED, in: "app", id: "", path: "title", yours: "Claims", theirs: "Costs" };
    const { box } = ask(columns, app, { ...CHANGED, path: "required", yours: true, theirs: false });
    expect(asked(box)).toEqual([
      "Data table: Columns: yours “Amount, something else”, Lea's “empty”.",
      "the app: Title: yours “Claims”, Lea's “Costs”.",
      "Amount: Required: yours “yes”, Lea's “no”.",
    ]);
  });
});

it("ends in the refused box when the server takes mine no second time", async () => {
  const tab = open();
  tab.type("Total");
  const exists = { ...CHANGED, kind: "exists", path: "", yours: null, by: { name: "Lea" } };
  tab.fail(new Problem(409, { code: "draft-conflict", conflicts: [exists], revision: 0, merged: [] }));
  await tab.sync.flush();
  const bench = { ...openBench(), draft: tab.draft, sync: tab.sync };
  show(
    bench,
    <>
      <ConflictBox />
      <RefusedBox />
    </>,
  );
  expect(within(box()).getByRole("button", { name: "Keep mine" })).toBeDefined();
  tab.fail(new Problem(422, { code: "batch-refused", detail: "It exists already." }));
  await userEvent.click(screen.getByRole("button", { name: "Keep mine" }));
  const refused = await screen.findByText("The server did not take the last change: rename Amount");
  expect(refused.closest("[role=alert]")?.textContent).toContain("It exists already.");
  expect(tab.draft.getState().pending.map((batch) => batch.operations)).toEqual([[label("Total")]]);
  tab.fail(null);
  await userEvent.click(screen.getByRole("button", { name: "Discard this change" }));
  await act(() => tab.sync.flush());
  expect(screen.queryByRole("button")).toBeNull();
  expect(tab.document().fields.fld_amount?.label).toBe("Amount");
});
