import { render, screen } from "@testing-library/react";
import { beforeEach, expect, it } from "vitest";
import { LIVE, writePageData } from "@/testing/page";
import { LiveApp } from "./LiveApp";
import type { LiveData } from "./page";

const ME = { id: "emil", name: "Emil Lang", initials: "EL", email: "", roles: [] };

beforeEach(() => document.body.replaceChildren());

function open(part: Partial<LiveData>) {
  const data = { ...LIVE, page: null, ...part };
  writePageData(data);
  render(<LiveApp csrf="token" me={ME} data={data} />);
}

const form = () => screen.getAllByRole("link").filter((link) => link.textContent?.includes("Go on with"));

it("offers saved answers on the home of the app, on the form they belong to", () => {
  open({ begun: { new_claim: "2026-05-05T12:00:00Z" } });
  expect(form().map((link) => link.getAttribute("href"))).toEqual(["/a/expense_claims/new_claim/"]);
});

it("offers nothing where nothing was saved, and shows who is signed in", () => {
  open({ begun: {} });
  expect(form()).toEqual([]);
  expect(screen.getByText("Emil Lang").textContent).toBe("Emil Lang");
});
