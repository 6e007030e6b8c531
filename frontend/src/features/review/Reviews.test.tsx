import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import type { Schemas } from "@/api/types";
import { answerWith, writePageData } from "@/testing/page";
import Reviews from "./Reviews";

const ROW: Schemas["SubmissionShort"] = {
  id: "s1",
  app: { id: "a1", key: "expenses", title: "Expenses" },
  version: { id: "v1", number: 2, digest: "d" },
  state: "waiting",
  tier: 2,
  summary: "",
  submitted_by: { id: "p1", name: "Ada Winters", initials: "AW" },
  submitted_at: "2026-11-20T10:00:00Z",
  checked_at: null,
  closed_at: null,
};

function open(...answers: readonly Schemas["SubmissionsOut"][]) {
  writePageData();
  const asked = answerWith(...answers.map((body) => ({ status: 200, body })));
  const me = { id: "p2", name: "Rosa Lindqvist", email: "", initials: "RL", roles: ["reviewer"] };
  const page = { csrf: "token", me, data: {} };
  render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <Reviews page={page} />
    </QueryClientProvider>,
  );
  return asked;
}

it("says how many more wait, and how many older ones are not shown", async () => {
  const asked = open({ submissions: [ROW], more: 1234 }, { submissions: [ROW], more: 1 });
  await screen.findByText("1,234 more wait for you. They appear here as these are decided.");
  await userEvent.click(screen.getByRole("tab", { name: "My submissions" }));
  await screen.findByText("1 older submission is not shown.");
  expect(asked.map(({ path }) => path)).toEqual([
    "/api/submissions?box=to-review",
    "/api/submissions?box=mine",
  ]);
});

it("says nothing of more where all are shown", async () => {
  open({ submissions: [ROW], more: 0 });
  await screen.findByRole("link", { name: "Expenses 2" });
  expect(screen.queryByText(/more wait|not shown/)).toBeNull();
});
