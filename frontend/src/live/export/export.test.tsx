import { render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { beforeEach, expect, it } from "vitest";
import { type Asked, LIVE, writePageData } from "@/testing/page";
import { LiveApp } from "../LiveApp";

const NAME = "claim-2026-11-21.xlsx";
const EXPORTS = "/api/a/expense_claims/claim/exports/";
const export_ = (more: object) => ({
  id: "e1",
  state: "waiting",
  name: NAME,
  format: "xlsx",
  format_name: "Excel",
  rows: 0,
  rows_expected: null,
  size: null,
  cut: 0,
  message: "",
  asked_at: "2026-11-21T08:00:00Z",
  kept_until: null,
  file: null,
  ...more,
});
const READY = export_({
  state: "ready",
  rows: 1204,
  rows_expected: 1204,
  size: 2_400_000,
  kept_until: "2026-11-22T08:00:00Z",
  file: `${EXPORTS}e1/file/`,
});

type Routes = Record<string, (asked: Asked) => { status: number; body?: unknown }>;

/** Answers by method and path without its parameters; the list holds three claims of more than 10,000. */
function serve(routes: Routes): Asked[] {
  const asked: Asked[] = [];
  const list = (one: Asked) => ({
    status: 200,
    body: {
      results: [],
      next: null,
      previous: null,
      count: one.path.includes("category=") ? { value: 38, exact: true } : { value: 10_000, exact: false },
    },
  });
  const all: Routes = {
    "GET /api/a/expense_claims/claim/": list,
    [`GET ${EXPORTS}`]: () => ({ status: 200, body: { results: [] } }),
    ...routes,
  };
  globalThis.fetch = async (input, init) => {
    const one: Asked = {
      method: init?.method ?? "GET",
      path: String(input),
      headers: new Headers(init?.headers),
      body: typeof init?.body === "string" ? JSON.parse(init.body) : null,
    };
    asked.push(one);
    const answer = all[`${one.method} ${one.path.split("?")[0]}`]?.(one) ?? { status: 404 };
    return new Response(answer.body === undefined ? null : JSON.stringify(answer.body), {
      status: answer.status,
    });
  };
  return asked;
}

beforeEach(() => {
  window.history.replaceState(null, "", "/a/expense_claims/claims/");
  document.body.replaceChildren();
});

function open(more: object = {}) {
  const data = { ...LIVE, page: "claims", ...more };
  writePageData(data);
  render(<LiveApp csrf="token" me={null} data={data} />);
}

async function openDialog() {
  await userEvent.click(await screen.findByRole("button", { name: "Export" }));
  return screen.findByRole("dialog", { name: "Export claims" });
}

it("exports the filtered list with its columns, and shows how far it is until it can be fetched", async () => {
  window.history.replaceState(null, "", "/a/expense_claims/claims/?q=train&category=meals&sort=amount");
  let stored: readonly object[] = [];
  const asked = serve({
    [`POST ${EXPORTS}`]: () => {
      stored = [export_({ state: "running", rows: 12_000, rows_expected: 100_000 })];
      return { status: 202, body: export_({}) };
    },
    [`GET ${EXPORTS}`]: () => ({ status: 200, body: { results: stored } }),
  });
  open();
  const dialog = await openDialog();
  expect(await within(dialog).findByText("38 records")).not.toBeNull();
  expect(await within(dialog).findByText("more than 10,000 records")).not.toBeNull();
  const filtered = within(dialog).getByRole<HTMLInputElement>("radio", { name: /^The list as it is/ });
  expect(filtered.checked).toBe(true);
  expect((await axe.run(dialog, { rules: { region: { enabled: false } } })).violations).toEqual([]);
  await userEvent.click(within(dialog).getByRole("button", { name: "Export records" }));
  expect(asked.find((one) => one.method === "POST")?.body).toEqual({
    format: "xlsx",
    columns: ["purpose", "amount", "spent_on", "client", "category"],
    filters: { q: "train", category: "meals" },
  });
  expect(screen.queryByRole("dialog")).toBeNull();
  const region = await screen.findByRole("region", { name: "Your exports" });
  expect(
    await within(region).findByText("12,000 of about 100,000 records", {}, { timeout: 8000 }),
  ).not.toBeNull();
  const bar = within(region).getByRole("progressbar", { name: `Writing ${NAME}` });
  expect([bar.getAttribute("value"), bar.getAttribute("max")]).toEqual(["12000", "100000"]);
  stored = [READY];
  const link = await within(region).findByRole("link", { name: `Download ${NAME}` }, { timeout: 8000 });
  expect(link.getAttribute("href")).toBe(`${EXPORTS}e1/file/`);
  expect(within(region).getByText(/^1,204 records, 2\.4 MB, kept until/)).not.toBeNull();
  expect(document.querySelector("[data-live-region=polite]")?.textContent).toBe(
    `${NAME} is ready to download.`,
  );
  expect((await axe.run(region, { rules: { region: { enabled: false } } })).violations).toEqual([]);
});

it("asks for all fields of all records as CSV", async () => {
  const asked = serve({ [`POST ${EXPORTS}`]: () => ({ status: 202, body: export_({}) }) });
  open();
  const dialog = await openDialog();
  expect(within(dialog).queryByRole("radio", { name: /^The list as it is filtered now/ })).toBeNull();
  await userEvent.click(within(dialog).getByRole("radio", { name: /^All fields you may see/ }));
  await userEvent.click(within(dialog).getByRole("radio", { name: "CSV text (.csv)" }));
  await userEvent.click(within(dialog).getByRole("button", { name: "Export records" }));
  expect(asked.find((one) => one.method === "POST")?.body).toEqual({
    format: "csv",
    columns: null,
    filters: {},
  });
});

it("keeps the dialog and says why when the server refuses", async () => {
  const detail = "You have 3 exports under way. Wait for one to end, or cancel one.";
  serve({ [`POST ${EXPORTS}`]: () => ({ status: 429, body: { code: "exports-full", detail } }) });
  open();
  const dialog = await openDialog();
  await userEvent.click(within(dialog).getByRole("button", { name: "Export records" }));
  expect((await within(dialog).findByRole("alert")).textContent).toContain(detail);
  expect(within(dialog).getByRole("button", { name: "Export records" })).not.toBeNull();
});

it("shows what was begun before this page was opened, and asks the server nothing where there is none", async () => {
  const asked = serve({ [`GET ${EXPORTS}`]: () => ({ status: 200, body: { results: [READY] } }) });
  open({ exports: true });
  expect(await screen.findByRole("link", { name: `Download ${NAME}` })).not.toBeNull();
  const before = asked.filter((one) => one.path === EXPORTS).length;
  expect(before).toBe(1);
});

it("loads and asks nothing about exports for who never exported", async () => {
  const asked = serve({});
  open({ exports: false });
  await screen.findByRole("button", { name: "Export" });
  await waitFor(() => expect(asked.length).toBeGreaterThan(0));
  expect(asked.filter((one) => one.path === EXPORTS)).toEqual([]);
});

it("cancels, removes and dismisses", async () => {
  const found = [
    export_({ id: "e1", name: "one.csv" }),
    { ...READY, id: "e2", name: "two.csv" },
    export_({
      id: "e3",
      name: "three.csv",
      state: "failed",
      message: "You may not see these records any more.",
    }),
  ];
  const gone: string[] = [];
  serve({
    [`GET ${EXPORTS}`]: () => ({
      status: 200,
      body: { results: found.filter((one) => !gone.includes(one.id)) },
    }),
    ...Object.fromEntries(
      found.map((one) => [
        `DELETE ${EXPORTS}${one.id}/`,
        () => {
          gone.push(one.id);
          return { status: 204 };
        },
      ]),
    ),
  });
  open({ exports: true });
  const region = await screen.findByRole("region", { name: "Your exports" });
  expect(await within(region).findByText("You may not see these records any more.")).not.toBeNull();
  await userEvent.click(within(region).getByRole("button", { name: "Cancel export of one.csv" }));
  const remove = within(region).getByRole("button", { name: "Remove file two.csv" });
  await waitFor(() => expect(document.activeElement).toBe(remove));
  await userEvent.click(remove);
  await userEvent.click(within(region).getByRole("button", { name: "Dismiss message about three.csv" }));
  await waitFor(() => expect(screen.queryByRole("region", { name: "Your exports" })).toBeNull());
  expect(gone).toEqual(["e1", "e2", "e3"]);
  expect(document.activeElement).toBe(screen.getByRole("heading", { level: 1 }));
});
