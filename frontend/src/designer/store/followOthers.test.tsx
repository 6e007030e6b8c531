import { act, screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { Inspector } from "@/designer/inspector/Inspector";
import { followOthers } from "@/designer/store/followOthers";
import { select } from "@/designer/store/screen";
import { openBench, show } from "@/designer/testing/bench";
import { open } from "@/designer/testing/tab";
import { removeNodes } from "@/document/commands/removeNodes";
import { apply } from "@/document/operations/apply";

function opened() {
  const tab = open();
  const base = openBench();
  const bench = { ...base, draft: tab.draft, sync: tab.sync };
  followOthers(bench);
  select(bench.screen, "nod_amount");
  bench.screen.setState({ page: "pag_form" });
  show(bench, <Inspector page="pag_form" />);
  const deletes = (id: string) => tab.lea(removeNodes(tab.document(), bench.commands, [id]).operations);
  const poll = () => act(() => tab.sync.poll());
  const said = () => document.querySelector("[data-live-region=assertive]")?.textContent ?? "";
  return { ...tab, bench, deletes, poll, said, user: userEvent.setup() };
}

describe("somebody deletes what I have selected", () => {
  it("selects nothing else, says who did, and what I type goes nowhere", async () => {
    const { bench, draft, deletes, poll, said, user } = opened();
    await user.click(screen.getByRole("textbox", { name: "Label" }));
    deletes("nod_amount");
    await poll();
    expect([...bench.screen.getState().selected]).toEqual([]);
    expect(screen.getByText("Lea deleted “Amount”.", { selector: "p" })).toBeDefined();
    expect(said()).toBe("Lea deleted “Amount”.");
    expect(screen.queryByRole("textbox", { name: "Label" })).toBeNull();
    expect(document.activeElement?.id).toBe("properties");
    const before = draft.getState().document;
    bench.screen.setState({ focus: "nod_purpose" });
    await user.keyboard("Total");
    expect(draft.getState().document).toBe(before);
    expect(screen.queryByRole("textbox", { name: "Label" })).toBeNull();
    act(() => select(bench.screen, "nod_purpose"));
    expect(screen.queryByText("Lea deleted “Amount”.", { selector: "p" })).toBeNull();
  });

  it("ends a move of it, and takes a section with all that is in it", async () => {
    const { bench, deletes, poll } = opened();
    const place = { page: "pag_form", parent: "nod_payment", index: 0 };
    bench.screen.setState({ moving: { ids: ["nod_amount"], origin: place, at: place } });
    deletes("nod_payment");
    await poll();
    expect([bench.screen.getState().moving, [...bench.screen.getState().selected]]).toEqual([null, []]);
    expect(screen.getByText("Lea deleted “Amount”.", { selector: "p" })).toBeDefined();
  });

  it("says nothing about other objects, or about one that is back already", async () => {
    const { bench, document, lea, deletes, poll, said } = opened();
    deletes("nod_other");
    await poll();
    const gone = removeNodes(document(), bench.commands, ["nod_amount"]).operations;
    const { inverse } = apply(document(), gone);
    lea(gone);
    lea(inverse);
    await poll();
    expect([...bench.screen.getState().selected]).toEqual(["nod_amount"]);
    expect([bench.screen.getState().notice, said()]).toEqual([null, ""]);
  });
});
