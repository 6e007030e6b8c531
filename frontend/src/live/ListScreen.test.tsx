import { render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, it } from "vitest";
import { answerWith, LIVE, writePageData } from "@/testing/page";
import { LiveApp } from "./LiveApp";

const row = (id: string, purpose: string) => ({
  id,
  purpose,
  category: "travel",
  amount: { amount: "1234.50", currency: "EUR" },
  spent_on: "2026-05-05",
  client: true,
});
const page = (results: readonly object[], value: number, exact = true) => ({
  status: 200,
  body: { results, next: value > 1 ? "c2" : null, previous: null, count: { value, exact } },
});
const data = { ...LIVE, page: "claims" };

beforeEach(() => {
  window.history.replaceState(null, "", "/a/expense_claims/claims/");
  writePageData(data);
});

async function open() {
  render(<LiveApp csrf="token" me={null} data={data} />);
  return screen.findByRole("table", { name: "Claims" });
}

it("shows the chosen columns, the count and a link to each record", async () => {
  const asked = answerWith(page([row("r1", "Train")], 10_000, false));
  const table = await open();
  expect(
    within(table)
      .getAllByRole("columnheader")
      .map((head) => head.textContent),
  ).toEqual(["Purpose", "Amount", "Date spent", "Was a client present?", "Category"]);
  expect(screen.getByText("1 of more than 10,000 claims")).not.toBeNull();
  expect(within(table).getByRole("link", { name: "Train" }).getAttribute("href")).toBe(
    "/a/expense_claims/claim/r1/",
  );
  expect(within(table).getByText("1,234.50 EUR")).not.toBeNull();
  expect(asked[0]?.path).toBe("/api/a/expense_claims/claim/?sort=-spent_on&page_size=25");
  expect(screen.getByRole("link", { name: "New claim" }).getAttribute("href")).toBe(
    "/a/expense_claims/new_claim/",
  );
});

it("sorts, searches and filters on the server, and keeps the question in the address", async () => {
  const asked = answerWith(page([row("r1", "Train")], 1_204));
  const table = await open();
  expect(screen.getByText("1 of 1,204 claims")).not.toBeNull();
  await userEvent.click(within(table).getByRole("button", { name: "Purpose" }));
  await userEvent.type(screen.getByRole("searchbox", { name: "Search claims" }), "tra");
  await userEvent.selectOptions(screen.getByLabelText("Category"), "meals");
  await waitFor(() =>
    expect(asked.at(-1)?.path).toBe(
      "/api/a/expense_claims/claim/?q=tra&sort=purpose&page_size=25&category=meals",
    ),
  );
  expect(window.location.search).toBe("?q=tra&sort=purpose&category=meals");
  expect(table.querySelector("th[aria-sort=ascending]")?.textContent).toBe("Purpose");
});

it("takes from the address only what asks about its own fields", async () => {
  const search = "?category=meals&amount__gte=5&created_by=me&utm_source=mail&amount__foo=1&c0=x&__in=1";
  window.history.replaceState(null, "", `/a/expense_claims/claims/${search}`);
  const asked = answerWith(page([row("r1", "Train")], 1));
  await open();
  expect(asked[0]?.path).toBe(
    "/api/a/expense_claims/claim/?sort=-spent_on&page_size=25&category=meals&amount__gte=5&created_by=me",
  );
});

it("says that nothing is there, or that nothing matches", async () => {
  answerWith(page([], 0));
  render(<LiveApp csrf="token" me={null} data={data} />);
  expect(await screen.findAllByText("No claims yet.")).toHaveLength(2);
  await userEvent.type(screen.getByRole("searchbox", { name: "Search claims" }), "x");
  expect(await screen.findAllByText("No claims match the search and filters.")).toHaveLength(2);
});

it("keeps the page when the list does not load, and asks again", async () => {
  answerWith("offline");
  render(<LiveApp csrf="token" me={null} data={data} />);
  expect(await screen.findByText("The list did not load. Nothing was changed.")).not.toBeNull();
  answerWith(page([row("r1", "Train")], 1));
  await userEvent.click(screen.getByRole("button", { name: "Retry" }));
  expect(await screen.findByRole("link", { name: "Train" })).not.toBeNull();
});

it("shows why the server refused a question, and keeps what was asked", async () => {
  const refused = {
    code: "filter",
    errors: [{ pointer: "/amount", code: "number", message: "Amount must be a number, like 12.50" }],
  };
  answerWith({ status: 400, body: refused });
  render(<LiveApp csrf="token" me={null} data={data} />);
  expect(await screen.findByText("Amount must be a number, like 12.50")).not.toBeNull();
  expect(screen.getByRole("searchbox", { name: "Search claims" })).not.toBeNull();
});
