import { screen, waitFor, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import { FormArea } from "@/designer/form/FormArea";
import { TopBar } from "@/designer/frame/TopBar";
import { undoStep } from "@/designer/store/travel";
import { labelsIn, openBench, show } from "@/designer/testing/bench";
import { expenseClaims } from "@/document/testing/world";
import { ToastRegion } from "@/ui";

function open(document = expenseClaims()) {
  const bench = openBench(document);
  show(
    bench,
    <>
      <TopBar />
      <FormArea />
      <ToastRegion />
    </>,
  );
  const user = userEvent.setup();
  const canvas = screen.getByRole("tree", { name: "Form canvas, Expense claims" });
  const item = (name: string) => within(canvas).getByRole("treeitem", { name: new RegExp(`^${name},`) });
  return { bench, user, canvas, item };
}

const said = () =>
  [...document.querySelectorAll("[data-live-region]")].map((region) => region.textContent ?? "");

describe("moving by clicks alone", () => {
  it("puts the receipt out of its section after the purpose, undoes it and does it again", async () => {
    const { bench, user, item } = open();
    await user.click(item("Receipt"));
    await user.click(screen.getByRole("button", { name: "Move Receipt to" }));
    await user.click(screen.getByRole("menuitem", { name: "Pick a place on the canvas" }));
    await user.click(screen.getByRole("button", { name: "Place Receipt after Purpose" }));
    const placed = ["Purpose", "Receipt", "Category", "Payment", "Columns", "Describe other"];
    expect(labelsIn(bench)).toEqual(placed);
    await waitFor(() => expect(document.activeElement).toBe(item("Receipt")));
    await waitFor(() => expect(said()).toContain("Receipt placed. Position 2 of 6 in Claim."));

    await user.click(screen.getByRole("button", { name: "Undo move Receipt" }));
    expect(labelsIn(bench)).toEqual(["Purpose", "Category", "Payment", "Columns", "Describe other"]);
    expect(labelsIn(bench, "nod_payment")).toEqual(["Amount", "Receipt"]);
    await user.click(screen.getByRole("button", { name: "Redo move Receipt" }));
    expect(labelsIn(bench)).toEqual(placed);
  });

  it("keeps unavailable buttons focusable and says why", async () => {
    const { bench, user, item } = open();
    await user.click(item("Purpose"));
    const up = screen.getByRole("button", { name: "Move Purpose up" });
    expect(up.getAttribute("aria-disabled")).toBe("true");
    const reason = up.getAttribute("aria-describedby") ?? "";
    expect(reason.split(" ").map((id) => document.getElementById(id)?.textContent)).toContain(
      "It is already first.",
    );
    await user.click(up);
    expect(labelsIn(bench)[0]).toBe("Purpose");
  });

  it("leaves Place mode with nothing changed", async () => {
    const { bench, user, item } = open();
    await user.click(item("Amount"));
    await user.click(screen.getByRole("button", { name: "Move Amount to" }));
    await user.click(screen.getByRole("menuitem", { name: "Pick a place on the canvas" }));
    await user.click(screen.getByRole("button", { name: "Cancel move" }));
    expect(screen.queryByRole("button", { name: /^Place Amount/ })).toBeNull();
    expect(bench.draft.getState().pending).toEqual([]);
  });
});

describe("the canvas as a tree", () => {
  it("names, levels and places its items, with one tab stop", () => {
    const { canvas, item } = open();
    const facts = (name: string, ...attributes: string[]) =>
      attributes.map((attribute) => item(name).getAttribute(`aria-${attribute}`));
    expect(facts("Describe other", "label")).toEqual(["Describe other, short text, required, shown by rule"]);
    expect(facts("Amount", "level", "posinset", "setsize")).toEqual(["2", "1", "2"]);
    expect(facts("Payment", "expanded")).toEqual(["true"]);
    expect(canvas.querySelectorAll('[role="treeitem"][tabindex="0"]')).toHaveLength(1);
    const inputs = [...canvas.querySelectorAll("input")];
    expect(inputs.filter((input) => !input.closest("[inert]"))).toEqual([]);
  });

  it("moves, carries, renames and deletes from the keyboard, and focus stays with the object", async () => {
    const { bench, user, item } = open();
    await user.click(item("Purpose"));
    await user.keyboard("{Alt>}{ArrowDown}{/Alt}");
    expect(labelsIn(bench).slice(0, 2)).toEqual(["Category", "Purpose"]);
    expect(document.activeElement).toBe(item("Purpose"));

    await user.keyboard("m{ArrowDown}{Escape}");
    expect(labelsIn(bench).slice(0, 2)).toEqual(["Category", "Purpose"]);
    await user.keyboard("m{ArrowDown}{Enter}");
    expect(labelsIn(bench).slice(0, 3)).toEqual(["Category", "Payment", "Purpose"]);

    await user.keyboard("{F2}");
    const label = screen.getByRole("textbox", { name: "Label of Purpose" });
    await user.clear(label);
    await user.type(label, "Reason{Enter}");
    expect(labelsIn(bench)[2]).toBe("Reason");
    await waitFor(() => expect(document.activeElement).toBe(item("Reason")));

    await user.keyboard("{Delete}");
    expect(labelsIn(bench)).toEqual(["Category", "Payment", "Columns", "Describe other"]);
    await waitFor(() => expect(document.activeElement).toBe(item("Columns")));
  });
});

describe("undoing a deletion", () => {
  it("goes back to the object, not to a list it stood in, from the keyboard and from the toast", async () => {
    const { bench, user, item } = open();
    await user.click(item("Amount"));
    await user.keyboard("{Delete}");
    await waitFor(() => expect(document.activeElement).toBe(item("Receipt")));
    undoStep(bench);
    await waitFor(() => expect(document.activeElement).toBe(item("Amount")));

    await user.keyboard("{Delete}");
    const undo = (await screen.findAllByRole("button", { name: "Undo" })).at(-1);
    await user.click(undo ?? document.body);
    await waitFor(() => expect(document.activeElement).toBe(item("Amount")));
    expect([...bench.screen.getState().selected]).toEqual(["nod_amount"]);
  });

  it("goes to the section, not to what it holds", async () => {
    const { bench, user, item } = open();
    await user.click(item("Payment"));
    await user.keyboard("{Delete}");
    undoStep(bench);
    await waitFor(() => expect(document.activeElement).toBe(item("Payment")));
    expect(labelsIn(bench, "nod_payment")).toEqual(["Amount", "Receipt"]);
  });
});

describe("a suggested rule", () => {
  const offered = () => screen.queryByRole("group", { name: "Suggested rule" });

  async function suggested() {
    const opened = open();
    const quick = screen.getByRole("textbox", { name: "Quick add" });
    await opened.user.type(quick, "Kind: Rail, Other{Enter}Other kind{Enter}");
    expect(offered()?.textContent).toContain("Show only when Kind is Other?");
    return { ...opened, quick };
  }

  it("stays while one clicks elsewhere and types on, until it is used", async () => {
    const { bench, user, item, quick } = await suggested();
    await user.click(item("Purpose"));
    await user.type(quick, "Paid on");
    expect(offered()).not.toBeNull();
    await user.keyboard("{Enter}");
    const { rules } = bench.draft.getState().document;
    expect(offered()).not.toBeNull();
    await user.click(screen.getByRole("button", { name: "Add rule" }));
    expect(Object.keys(bench.draft.getState().document.rules)).toHaveLength(Object.keys(rules).length + 1);
    expect(offered()).toBeNull();
  });

  it("leaves a trace with Undo, and the keyboard focus on the field", async () => {
    const { bench, user, item } = await suggested();
    const { rules } = bench.draft.getState().document;
    await user.click(screen.getByRole("button", { name: "Add rule" }));
    const sentence = "Rule added: shown only when Kind is Other";
    const trace = (await screen.findAllByText(sentence, { selector: "span" })).at(-1);
    await waitFor(() => expect(document.activeElement).toBe(item("Other kind")));
    const undo = within(trace?.closest<HTMLElement>("li") ?? document.body).getByRole("button", {
      name: "Undo",
    });
    await user.click(undo);
    expect(bench.draft.getState().document.rules).toEqual(rules);
  });

  it("hands the keyboard focus to the next suggestion, then back to the line", async () => {
    const { user, quick } = await suggested();
    await user.type(quick, "Sort: Red, Other{Enter}Other sort{Enter}");
    const [, second] = screen.getAllByRole("group", { name: "Suggested rule" });
    await user.click(screen.getAllByRole("button", { name: "No" })[0] ?? document.body);
    expect(offered()).toBe(second);
    expect(second?.contains(document.activeElement)).toBe(true);
    await user.click(screen.getByRole("button", { name: "No" }));
    expect(document.activeElement).toBe(quick);
  });

  it("goes when it is dismissed, or when what it is about is deleted", async () => {
    const { bench, user, item } = await suggested();
    await user.click(item("Other kind"));
    await user.keyboard("{Delete}");
    expect(offered()).toBeNull();
    undoStep(bench);
    await user.click(await screen.findByRole("button", { name: "No" }));
    expect(offered()).toBeNull();
    expect(Object.keys(bench.draft.getState().document.rules)).toEqual(["rul_other"]);
  });
});

describe("what is added or carried stays in view", () => {
  /** What was scrolled to since, by its id or what it is. */
  function watched() {
    const seen: string[] = [];
    vi.spyOn(Element.prototype, "scrollIntoView").mockImplementation(function (this: Element, how) {
      expect(how).toEqual({ block: "nearest" });
      seen.push(this.id || (this.hasAttribute("data-insertion") ? "the line" : this.tagName));
      // As newer browsers answer it.
      return Promise.resolve();
    });
    return seen;
  }
  afterEach(() => vi.restoreAllMocks());

  it("scrolls the sheet to a new question, and the line keeps the keyboard focus", async () => {
    const { bench, user } = open();
    const quick = screen.getByRole("textbox", { name: "Quick add" });
    const seen = watched();
    await user.type(quick, "Cost centre{Enter}");
    const [added] = [...bench.screen.getState().selected];
    expect(seen).toEqual([`canvas-${added}`]);
    expect(document.activeElement).toBe(quick);
  });

  it("scrolls to the place of a move at each step, and marks it in the outline", async () => {
    const { bench, user, item } = open();
    const outline = screen.getByRole("tree", { name: "Outline, Claim" });
    const mark = () => outline.querySelector<HTMLElement>("[data-insertion]")?.style.transform ?? null;
    await user.click(item("Purpose"));
    expect(mark()).toBeNull();
    const seen = watched();
    await user.keyboard("m");
    expect([seen.splice(0), mark()]).toEqual([["canvas-nod_purpose"], "translateY(30px)"]);
    await user.keyboard("{ArrowDown}");
    expect([seen.splice(0), mark()]).toEqual([["the line"], "translateY(60px)"]);
    await user.keyboard("{End}");
    expect([seen.splice(0), mark()]).toEqual([["the line"], "translateY(210px)"]);
    await user.keyboard("{Enter}");
    expect([seen, mark()]).toEqual([["canvas-nod_purpose"], null]);
    expect(labelsIn(bench).at(-1)).toBe("Purpose");
  });
});

describe("finding", () => {
  it("goes to the next object with that label and back to the canvas", async () => {
    const { user, item } = open();
    await user.click(item("Purpose"));
    await user.keyboard("f");
    await user.type(screen.getByRole("textbox", { name: "Find in this form" }), "rece{Enter}{Escape}");
    await waitFor(() => expect(document.activeElement).toBe(item("Receipt")));
    expect(screen.queryByRole("textbox", { name: "Find in this form" })).toBeNull();
  });
});

describe("quick add", () => {
  it("makes a conditional question from two lines and one key", async () => {
    const empty = { ...expenseClaims(), fields: {}, nodes: {}, rules: {} };
    const { bench, user } = open(empty);
    const line = screen.getByRole("textbox", { name: "Quick add" });
    await waitFor(() => expect(document.activeElement).toBe(line));
    await user.type(line, "Category: Travel, Other{Enter}Describe other{Enter}");
    screen.getByText("Show only when Category is Other?");
    await user.type(line, "{Enter}Amount?{Enter}");
    expect(labelsIn(bench)).toEqual(["Category", "Describe other", "Amount"]);
    const { document: draft } = bench.draft.getState();
    expect(Object.values(draft.rules).map((rule) => rule.when)).toEqual(["category == 'other'"]);
    const amount = Object.values(draft.fields).find((field) => field.key === "amount");
    expect(amount).toMatchObject({ kind: "money", required: false });
  });

  it("makes one field per pasted line", async () => {
    const { bench, user } = open();
    await user.click(screen.getByRole("textbox", { name: "Quick add" }));
    await user.paste("Supplier\nInvoice date\nPaid: yes/no ?");
    const kinds = Object.values(bench.draft.getState().document.fields)
      .slice(-3)
      .map((field) => [field.label, field.kind]);
    expect(kinds).toEqual([
      ["Supplier", "text"],
      ["Invoice date", "date"],
      ["Paid", "yesno"],
    ]);
    expect(bench.draft.getState().pending).toHaveLength(1);
  });
});
