import { screen, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { FormArea } from "@/designer/form/FormArea";
import { listenToKeys } from "@/designer/frame/keys";
import { ReadOnlyBox } from "@/designer/frame/ReadOnlyBox";
import { TopBar } from "@/designer/frame/TopBar";
import { perform } from "@/designer/store/context";
import { openBench, show } from "@/designer/testing/bench";
import { setLabel } from "@/document/commands/setLabel";

function look() {
  const bench = { ...openBench(), readOnly: { owner: "Ada Winters" } };
  const before = bench.draft.getState();
  show(
    bench,
    <>
      <TopBar />
      <ReadOnlyBox />
      <FormArea />
    </>,
  );
  const item = (name: string) => screen.getByRole("treeitem", { name: new RegExp(`^${name},`) });
  const isAsBefore = () => {
    const { document, pending, history } = bench.draft.getState();
    return document === before.document && pending.length === 0 && history.length === 0;
  };
  return { bench, item, isAsBefore, user: userEvent.setup() };
}

describe("somebody who may only look", () => {
  it("is told so, with whom to ask, and finds nothing to edit with", async () => {
    const { user, item } = look();
    expect(screen.getByText("You can look, Ada Winters can edit.")).toBeTruthy();
    await user.click(item("Amount"));
    expect(screen.queryByRole("textbox", { name: "Quick add" })).toBeNull();
    expect(screen.queryByRole("button", { name: /^(Add|Undo|Redo|Move|Delete|Duplicate)/ })).toBeNull();
    expect(screen.queryByRole("toolbar")).toBeNull();
    expect(screen.queryByRole("link", { name: "Submit for review" })).toBeNull();
  });

  it("reads every property, and can set none", async () => {
    const { user, item, isAsBefore } = look();
    await user.click(item("Amount"));
    const pane = screen.getByRole("complementary", { name: "Properties" });
    const label = within(pane).getByLabelText<HTMLInputElement>("Label");
    expect(label.value).toBe("Amount");
    await user.type(label, "x");
    await user.click(within(pane).getByRole("switch", { name: /^Required/ }));
    await user.click(within(pane).getByRole("tab", { name: "Data" }));
    await user.click(within(pane).getByRole("switch", { name: /^Personal data/ }));
    expect(isAsBefore()).toBe(true);
  });

  it("does no harm with any key, and still walks the form", async () => {
    const { bench, user, item, isAsBefore } = look();
    const stop = listenToKeys(bench);
    await user.click(item("Purpose"));
    const modes = () => {
      const { moving, naming, placing } = bench.screen.getState();
      return [moving, naming, placing];
    };
    const KEYS = ["{Delete}", "m", "{Enter}", "{F2}", "{Alt>}{ArrowDown}{/Alt}", "{Control>}dxvzy{/Control}"];
    for (const key of KEYS) {
      await user.keyboard(key);
      expect([key, modes()]).toEqual([key, [null, null, null]]);
    }
    await user.dblClick(item("Purpose"));
    expect(modes()).toEqual([null, null, null]);
    expect(isAsBefore()).toBe(true);
    await user.click(item("Purpose"));
    await user.keyboard("{ArrowDown}");
    expect(document.activeElement).toBe(item("Category"));
    stop();
  });

  it("changes nothing through a command either", () => {
    const { bench, isAsBefore } = look();
    expect(perform(bench, setLabel(bench.draft.getState().document, "nod_amount", "Total"))).toBe(false);
    expect(isAsBefore()).toBe(true);
  });
});
