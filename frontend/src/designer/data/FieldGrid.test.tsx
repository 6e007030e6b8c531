import { screen, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import DataArea from "@/designer/data/DataArea";
import { openBench, show } from "@/designer/testing/bench";
import { ToastRegion } from "@/ui";

function open(readOnly: { readonly owner: string } | null = null) {
  const bench = { ...openBench(undefined, "data"), readOnly };
  show(
    bench,
    <>
      <DataArea />
      <ToastRegion />
    </>,
  );
  const fields = () => bench.draft.getState().document.fields;
  const properties = () => screen.queryByRole("complementary", { name: "Properties" });
  return { bench, fields, properties, user: userEvent.setup() };
}

describe("the grid of fields", () => {
  it("ticks what its column says, each as one step", async () => {
    const { bench, fields, user } = open();
    const before = fields();
    await user.click(screen.getByRole("checkbox", { name: "Amount is required" }));
    await user.click(screen.getByRole("checkbox", { name: "Amount is unique" }));
    await user.click(screen.getByRole("checkbox", { name: "Amount is personal data" }));
    const was = before.fld_amount;
    expect(fields()).toEqual({
      ...before,
      fld_amount: {
        ...was,
        required: !was?.required,
        unique: !was?.unique,
        personal: true,
        sensitivity: "confidential",
      },
    });
    expect(bench.draft.getState().pending.map((batch) => batch.label)).toEqual([
      "change required of Amount",
      "change unique of Amount",
      expect.stringContaining("Amount"),
    ]);
  });

  it("goes from name to name with the arrow keys, past the purposes between them", async () => {
    const { user } = open();
    await user.click(screen.getByRole("checkbox", { name: "Purpose is personal data" }));
    const why = screen.getByRole("textbox", { name: "Why Purpose is collected" });
    screen.getByRole("textbox", { name: "Name of Purpose" }).focus();
    await user.keyboard("{ArrowDown}");
    expect(document.activeElement?.getAttribute("aria-label")).toBe("Name of Category");
    why.focus();
    await user.keyboard("{ArrowDown}");
    expect(document.activeElement).toBe(why);
  });
});

it("takes back a deletion with the Undo that stands beside it, and never a later step instead", async () => {
  const { fields, user } = open();
  const before = fields();
  await user.click(screen.getByRole("button", { name: "Delete Amount" }));
  await user.click(screen.getByRole("checkbox", { name: "Purpose is unique" }));
  await user.click(await screen.findByRole("button", { name: "Undo" }));
  expect([fields().fld_amount, fields().fld_purpose?.unique]).toEqual([undefined, true]);
  await user.click(screen.getByRole("button", { name: "Delete Category" }));
  await user.click(await screen.findByRole("button", { name: "Undo" }));
  expect(fields().fld_category).toEqual(before.fld_category);
});

describe("the grid of somebody who may only look", () => {
  it("opens the properties of a field by its name, and lets nothing be set", async () => {
    const { bench, fields, properties, user } = open({ owner: "Ada Winters" });
    const before = fields();
    expect(properties()).toBeNull();
    await user.click(screen.getByRole("button", { name: "Amount" }));
    const pane = properties();
    expect(pane && within(pane).getByRole("heading", { level: 2 }).textContent).toBe("Amount");
    const boxes = screen.getAllByRole<HTMLInputElement>("checkbox");
    expect(boxes.filter((box) => !box.disabled)).toEqual([]);
    for (const box of boxes) await user.click(box);
    expect(screen.queryByRole("textbox", { name: "Name of Amount" })).toBeNull();
    const kind = screen.getByRole<HTMLButtonElement>("button", { name: /Type of Amount/ });
    expect(kind.disabled).toBe(true);
    expect(fields()).toBe(before);
    expect(bench.draft.getState().pending).toEqual([]);
  });

  it("is walked by Tab", async () => {
    const { bench, user } = open({ owner: "Ada Winters" });
    screen.getByRole("button", { name: "Purpose" }).focus();
    await user.tab();
    expect(document.activeElement?.textContent).toBe("Category");
    expect(bench.screen.getState().focus).toBe("fld_category");
  });
});
