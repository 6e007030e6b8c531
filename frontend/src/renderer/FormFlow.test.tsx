import { act, render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { fieldKind } from "@/library";
import type { FieldKind } from "@/library/types";
import { artefactWith, fieldOf, nodeOf, place } from "@/testing/artefact";
import { FormFlow } from "./FormFlow";
import type { SendResult } from "./flow";
import { createFormStore } from "./formStore";
import { Render } from "./Render";
import { sampleServices } from "./samples";

const purpose = fieldOf("purpose", "text", "Purpose");
const category = fieldOf("category", "choice", "Category", {
  settings: {
    options: [
      { key: "travel", label: "Travel" },
      { key: "other", label: "Other" },
    ],
  },
});
const other = fieldOf("other", "text", "Describe other");
const amount = fieldOf("amount", "money", "Amount", { settings: { currency: "EUR" } });
const fields = [purpose, category, other, amount];
const otherNode = place(other, { show: ["op", "==", ["var", "category"], ["str", "other"]] });
const oneStep = artefactWith(fields, [place(purpose), place(category), otherNode, place(amount)]);
const twoSteps = artefactWith(fields, [
  nodeOf("page", {
    id: "nod_p1",
    props: { title: "What" },
    children: [place(purpose), place(category), otherNode],
  }),
  nodeOf("page", { id: "nod_p2", props: { title: "Costs" }, children: [place(amount)] }),
]);

function show(artefact: typeof oneStep, onSend: (payload: object) => Promise<SendResult>) {
  const [page] = artefact.pages;
  if (!page) {
    throw new Error("the fixture has a page");
  }
  const store = createFormStore({ artefact, page });
  render(
    <FormFlow
      artefact={artefact}
      store={store}
      mode="live"
      services={sampleServices(artefact)}
      onSend={onSend}
    />,
  );
  return { store, user: userEvent.setup() };
}

const sent = async (): Promise<SendResult> => ({ state: "sent" });

beforeEach(() => {
  window.scrollTo = () => undefined;
});

describe("a form of one step", () => {
  it("moves the focus to the problems, in the same words as beside the fields, and sends nothing", async () => {
    const onSend = vi.fn(sent);
    const { user } = show(oneStep, onSend);
    await user.click(screen.getByRole("button", { name: "Send claim" }));
    const summary = screen.getByRole("alert", { name: "There is a problem" });
    expect(document.activeElement).toBe(summary);
    expect(
      within(summary)
        .getAllByRole("link")
        .map((link) => link.textContent),
    ).toEqual(["Fill in “Purpose”", "Choose an answer for “Category”", "Fill in “Amount”"]);
    expect(screen.getByLabelText("Purpose").getAttribute("aria-describedby")).toBe("f-purpose-error");
    expect(document.getElementById("f-purpose-error")?.textContent).toBe("Error: Fill in “Purpose”");
    await user.click(within(summary).getByRole("link", { name: "Choose an answer for “Category”" }));
    expect(document.activeElement).toBe(screen.getByLabelText("Travel"));
    expect(onSend).not.toHaveBeenCalled();
  });

  it("can be filled in and sent with the keyboard alone, hidden answers as null", async () => {
    const onSend = vi.fn(sent);
    const { user } = show(oneStep, onSend);
    await user.tab();
    await user.keyboard("Train");
    await user.tab();
    await user.keyboard("[ArrowDown]");
    expect(screen.getByLabelText("Describe other")).not.toBeNull();
    await user.tab();
    await user.keyboard("Books");
    await user.click(screen.getByLabelText("Travel"));
    expect(screen.queryByLabelText("Describe other")).toBeNull();
    await user.type(screen.getByLabelText("Amount (EUR)"), "12,50{Enter}");
    await waitFor(() => expect(onSend).toHaveBeenCalledTimes(1));
    expect(onSend).toHaveBeenCalledWith({
      purpose: "Train",
      category: "travel",
      other: null,
      amount: { amount: "12.50", currency: "EUR" },
    });
  });

  it("sends once however often the button is pressed", async () => {
    let finish: (result: SendResult) => void = () => undefined;
    const onSend = vi.fn(() => new Promise<SendResult>((resolve) => (finish = resolve)));
    const { user, store } = show(oneStep, onSend);
    act(() => store.replace({ purpose: "x", category: "travel", amount: "1" }));
    await user.click(screen.getByRole("button", { name: "Send claim" }));
    await user.click(screen.getByRole("button", { name: "Sending" }));
    await user.keyboard("{Enter}");
    await act(async () => finish({ state: "sent" }));
    expect(onSend).toHaveBeenCalledTimes(1);
  });

  it("shows what the server found at its field and keeps every answer", async () => {
    const { user, store } = show(oneStep, async () => ({
      state: "refused",
      problems: { amount: { code: "unique", message: "Amount must be different" } },
    }));
    act(() => store.replace({ purpose: "x", category: "travel", amount: "1" }));
    await user.click(screen.getByRole("button", { name: "Send claim" }));
    expect(await screen.findByRole("link", { name: "Amount must be different" })).not.toBeNull();
    expect(screen.getByLabelText("Amount (EUR)").getAttribute("aria-invalid")).toBe("true");
    expect(store.getState().values).toEqual({ purpose: "x", category: "travel", amount: "1" });
  });
});

describe("a form of two steps", () => {
  it("names the step, stops at problems, and ends at the check page with links that change", async () => {
    const onSend = vi.fn(sent);
    const { user } = show(twoSteps, onSend);
    expect(screen.getByText("Step 1 of 2, What")).not.toBeNull();
    await user.click(screen.getByRole("button", { name: "Continue" }));
    expect(screen.getByRole("alert", { name: "There is a problem" })).not.toBeNull();
    await user.type(screen.getByLabelText("Purpose"), "Train");
    await user.click(screen.getByLabelText("Travel"));
    await user.click(screen.getByRole("button", { name: "Continue" }));
    expect(screen.getByText("Step 2 of 2, Costs")).not.toBeNull();
    expect(document.activeElement).toBe(screen.getByRole("heading", { name: "Costs" }));
    await user.type(screen.getByLabelText("Amount (EUR)"), "7");
    await user.click(screen.getByRole("button", { name: "Continue" }));
    expect(screen.getByRole("heading", { name: "Check your answers" })).not.toBeNull();
    expect(screen.getByText("7.00 EUR")).not.toBeNull();
    expect(onSend).not.toHaveBeenCalled();
    await user.click(screen.getByRole("button", { name: "Change Purpose" }));
    await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText("Purpose")));
    expect(screen.getByLabelText<HTMLInputElement>("Purpose").value).toBe("Train");
  });
});

it("draws again only the field that is typed in", async () => {
  const many = Array.from({ length: 30 }, (_, index) => fieldOf(`f${index}`, "text", `Field ${index}`));
  const artefact = artefactWith(
    many,
    many.map((field) => place(field)),
  );
  const text = fieldKind("text") as FieldKind;
  const draw = vi.spyOn(text as { Input: (props: never) => unknown }, "Input");
  render(<Render artefact={artefact} pageKey="new_claim" mode="preview" />);
  const before = draw.mock.calls.length;
  await userEvent.type(screen.getByLabelText("Field 7"), "a");
  const drawn = draw.mock.calls
    .slice(before)
    .map(([props]) => (props as { field: { key: string } }).field.key);
  draw.mockRestore();
  expect(new Set(drawn)).toEqual(new Set(["f7"]));
});
