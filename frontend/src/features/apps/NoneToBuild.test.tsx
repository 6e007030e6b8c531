import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render, screen } from "@testing-library/react";
import { beforeEach, expect, it } from "vitest";
import { answerWith, writePageData } from "@/testing/page";
import Apps from "./Apps";

beforeEach(() => document.body.replaceChildren());

function open(roles: readonly string[]) {
  writePageData();
  const home = {
    waiting: [],
    news: [],
    saved: [],
    apps: [{ title: "Expense claims", summary: "", url: "/a/expense_claims/" }],
  };
  const asked = answerWith({ status: 200, body: { apps: [] } }, { status: 200, body: home });
  const me = { id: "emil", name: "Emil Lang", initials: "EL", email: "", roles };
  render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <Apps page={{ csrf: "token", me, data: {} }} />
    </QueryClientProvider>,
  );
  return asked;
}

it("lists the apps somebody may use who makes none", async () => {
  open(["employee"]);
  const link = await screen.findByRole("link", { name: "Expense claims" });
  expect(link.getAttribute("href")).toBe("/a/expense_claims/");
});

it("shows a maker the way to the first app, and asks for nothing more", async () => {
  const asked = open(["maker"]);
  expect(await screen.findByText("You have no apps yet.")).not.toBeNull();
  expect(asked.map((one) => one.path)).toEqual(["/api/portfolio"]);
});
