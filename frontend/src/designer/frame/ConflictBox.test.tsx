import { act, screen, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import { Problem } from "@/api/client";
import { ConflictBox } from "@/designer/frame/ConflictBox";
import { RefusedBox } from "@/designer/frame/RefusedBox";
import { openBench, show } from "@/designer/testing/bench";
import { label, open } from "@/designer/testing/tab";
import type { Conflict } from "@/document/sync/batch";

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
