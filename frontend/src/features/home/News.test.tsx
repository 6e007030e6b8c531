import { render, screen, within } from "@testing-library/react";
import { expect, test } from "vitest";
import type { Schemas } from "@/api/types";
import { News, Saved } from "./News";

const ROSA = { id: "p1", name: "Rosa Lindqvist", initials: "RL" };
const DORA = { id: "p2", name: "Dora Haddad", initials: "DH" };

const item = (part: Partial<Schemas["NewsOut"]>): Schemas["NewsOut"] => ({
  kind: "live",
  app_id: "a1",
  title: "Expenses",
  number: 1,
  is_first: true,
  url: "/a/expenses/",
  at: "2026-11-20T10:00:00Z",
  approved_by: [ROSA],
  ...part,
});

test.each<readonly [Partial<Schemas["NewsOut"]>, string, string, string]>([
  [{}, "Expenses is live", "Approved by Rosa Lindqvist.", "Open it"],
  [
    { number: 3, is_first: false, approved_by: [ROSA, DORA] },
    "Version 3 of Expenses is live",
    "Approved by Rosa Lindqvist and Dora Haddad.",
    "Open it",
  ],
  [{ approved_by: [] }, "Expenses is live", "Approved by rule, without a reviewer.", "Open it"],
  [
    { kind: "approved", url: "/apps/a1/releases/" },
    "Expenses was approved",
    "Approved by Rosa Lindqvist. It is not live yet.",
    "Follow it",
  ],
])("what became of an app is said in words: %o", (part, headline, reason, action) => {
  const news = item(part);
  render(<News news={[news]} />);
  const link = within(screen.getByRole("region", { name: "News of your apps" })).getByRole("link");
  expect(link.textContent).toBe(headline + reason + action);
  expect(link.getAttribute("href")).toBe(news.url);
});

test("what was saved for later leads back to its form", () => {
  const saved_at = new Date().toISOString();
  render(<Saved saved={[{ title: "Claim", app_title: "Expenses", url: "/a/expenses/claim/", saved_at }]} />);
  const link = screen.getByRole("link");
  expect(link.textContent).toBe("Continue: ClaimExpenses, saved today");
  expect(link.getAttribute("href")).toBe("/a/expenses/claim/");
});

test("without news and saved answers nothing is shown", () => {
  const { container } = render(
    <>
      <News news={[]} />
      <Saved saved={[]} />
    </>,
  );
  expect(container.childElementCount).toBe(0);
});
