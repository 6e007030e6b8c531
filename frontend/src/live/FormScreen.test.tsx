import { act, fireEvent, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Json } from "@/library/types";
import { artefactWith, fieldOf, place } from "@/testing/artefact";
import { answerWith, LIVE, writePageData } from "@/testing/page";
import { LiveApp } from "./LiveApp";
import type { LiveData } from "./page";

const purpose = fieldOf("purpose", "text", "Purpose");
const data: LiveData = { ...LIVE, artefact: artefactWith([purpose], [place(purpose)]) };
const RECORD = { id: "0190a3c2-0000-7000-8000-00004f7a91bc", version: 1, created_at: "2026-11-21T10:00:00Z" };

beforeEach(() => {
  window.scrollTo = () => undefined;
  localStorage.clear();
  writePageData(data);
});
afterEach(() => vi.useRealTimers());

async function open(part: Partial<LiveData> = {}) {
  const view = render(<LiveApp csrf="token" me={null} data={{ ...data, ...part }} />);
  await screen.findByLabelText("Purpose");
  return view;
}

it("sends, forgets what was kept, and shows the reference", async () => {
  const asked = answerWith({ status: 201, body: RECORD });
  await open();
  await userEvent.type(screen.getByLabelText("Purpose"), "Train");
  await userEvent.click(screen.getByRole("button", { name: "Send claim" }));
  const heading = await screen.findByRole("heading", { name: "Claim sent" });
  expect(document.activeElement).toBe(heading);
  expect(screen.getByText("4F7A-91BC")).not.toBeNull();
  expect(asked.map(({ method, path }) => `${method} ${path}`)).toEqual([
    "POST /api/a/expense_claims/claim/",
    "DELETE /api/a/expense_claims/saved/new_claim/",
  ]);
});

it("keeps every answer when there is no connection, and sends again with the same key", async () => {
  const asked = answerWith("offline");
  await open();
  await userEvent.type(screen.getByLabelText("Purpose"), "Train");
  await userEvent.click(screen.getByRole("button", { name: "Send claim" }));
  expect(await screen.findByText("Your answers were not sent: there is no connection.")).not.toBeNull();
  expect(screen.getByLabelText<HTMLInputElement>("Purpose").value).toBe("Train");
  const again = answerWith({ status: 201, body: RECORD });
  await userEvent.click(screen.getByRole("button", { name: "Send claim" }));
  await screen.findByRole("heading", { name: "Claim sent" });
  const key = asked.find(({ method }) => method === "POST")?.headers.get("Idempotency-Key");
  expect(again[0]?.headers.get("Idempotency-Key")).toBe(key);
});

it("brings back what the server saved, and says so when the form has changed since", async () => {
  answerWith({ status: 200, body: {} });
  await open({
    saved: { values: { purpose: "Half a sen" }, saved_at: "2026-11-20T14:02:00Z", digest: "older" },
  });
  expect(screen.getByLabelText<HTMLInputElement>("Purpose").value).toBe("Half a sen");
  expect(screen.getByText(/^Your answers from 20 November 2026, .* are back\.$/)).not.toBeNull();
  expect(screen.getByText(/^This form has changed since then/)).not.toBeNull();
});

it("sends a saved answer that is not asked any more as nothing", async () => {
  const reason = fieldOf("reason", "text", "Reason");
  const show: Json = ["op", "==", ["var", "purpose"], ["str", "other"]];
  const fields = [purpose, reason];
  const asked = answerWith({ status: 201, body: RECORD });
  await open({
    artefact: artefactWith(fields, [place(purpose), place(reason, { show })]),
    saved: {
      values: { purpose: "Train", reason: "It was late" },
      saved_at: "2026-11-20T14:02:00Z",
      digest: "older",
    },
  });
  expect(screen.queryByLabelText("Reason")).toBeNull();
  await userEvent.click(screen.getByRole("button", { name: "Send claim" }));
  await screen.findByRole("heading", { name: "Claim sent" });
  expect(asked[0]?.body).toEqual({ purpose: "Train", reason: null });
});

it("brings back what was typed in the last moment before the page went away", async () => {
  answerWith({ status: 200, body: {} });
  const first = await open();
  await userEvent.type(screen.getByLabelText("Purpose"), "Trai");
  Object.defineProperty(document, "visibilityState", { value: "hidden", configurable: true });
  act(() => document.dispatchEvent(new Event("visibilitychange")) && undefined);
  Object.defineProperty(document, "visibilityState", { value: "visible", configurable: true });
  first.unmount();
  await open();
  expect(screen.getByLabelText<HTMLInputElement>("Purpose").value).toBe("Trai");
});

it("deletes kept answers only after asking", async () => {
  const asked = answerWith({ status: 200, body: {} });
  await open({ saved: { values: { purpose: "Old" }, saved_at: "2026-11-20T14:02:00Z", digest: "a41f" } });
  await userEvent.click(screen.getByRole("button", { name: "Start again" }));
  expect(asked).toEqual([]);
  await userEvent.click(screen.getByRole("button", { name: "Delete answers and start again" }));
  expect((await screen.findByLabelText<HTMLInputElement>("Purpose")).value).toBe("");
  expect(asked.map(({ method }) => method)).toEqual(["DELETE"]);
});

it("saves on the server five seconds after typing", async () => {
  const asked = answerWith({
    status: 200,
    body: { values: {}, saved_at: "2026-11-21T10:00:00Z", digest: "a41f" },
  });
  await open();
  vi.useFakeTimers();
  fireEvent.change(screen.getByLabelText("Purpose"), { target: { value: "T" } });
  await act(async () => void (await vi.advanceTimersByTimeAsync(4500)));
  expect(asked).toEqual([]);
  await act(async () => void (await vi.advanceTimersByTimeAsync(600)));
  expect(asked.map(({ method, path, body }) => [method, path, body])).toEqual([
    ["PUT", "/api/a/expense_claims/saved/new_claim/", { values: { purpose: "T" }, digest: "a41f" }],
  ]);
});

it("signs out with a form post that carries the token of the page", async () => {
  answerWith({ status: 200, body: {} });
  const me = { id: "u1", name: "Emil Larsen", initials: "EL", email: "emil@example.com", roles: [] };
  render(<LiveApp csrf="token" me={me} data={data} />);
  const form = screen.getByRole("button", { name: "Sign out" }).closest("form");
  expect([form?.method, form?.getAttribute("action")]).toEqual(["post", "/sign-out/"]);
  expect(form?.querySelector<HTMLInputElement>("input[name=csrfmiddlewaretoken]")?.value).toBe("token");
  expect(screen.getByRole("link", { name: /Guildhall/ }).getAttribute("href")).toBe("/");
});
