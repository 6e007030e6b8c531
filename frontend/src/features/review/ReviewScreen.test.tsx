import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, it } from "vitest";
import type { Change, Review } from "@/features/checks/types";
import { answerWith, writePageData } from "@/testing/page";
import { ReviewScreen } from "./ReviewScreen";

const person = (id: string, name: string) => ({ id, name, initials: name.slice(0, 2) });
const ADA = person("ada", "Ada Winters");
const ROSA = person("rosa", "Rosa Lindqvist");
const AT = "2026-11-20T10:00:00Z";

const change = (hash: string, object_id: string, sentence: string): Change => ({
  id: hash,
  area: "data",
  object_id,
  kind: "added",
  class: "additive",
  property: null,
  property_name: null,
  sentence,
  before: null,
  after: null,
  hash,
});

const stop = (role: string, missing: number) => ({ role, count: 1, words: role, given: [], missing });
const comment = (target: string, text: string, number: number) => ({
  id: text,
  target,
  text,
  by: ROSA,
  at: AT,
  number,
  outdated: false,
});
const decision = (verdict: string, note: string, number: number) => ({
  by: ROSA,
  decision: verdict,
  comment: note,
  at: AT,
  role: "reviewer",
  digest: `digest${number}`,
  number,
});

const REVIEW: Review = {
  id: "s2",
  app: { id: "a1", key: "visits", title: "Guest visits" },
  version: { id: "v2", number: 2, digest: "digest2" },
  state: "waiting",
  summary: "",
  submitted_by: ADA,
  submitted_at: AT,
  checked_at: AT,
  closed_at: null,
  tier: null,
  route: [stop("reviewer", 1), stop("data_steward", 1)],
  reasons: [],
  checks: [],
  findings: [],
  changes: [change("h1", "fld_guest", "New field Guest"), change("h2", "fld_room", "New field Room")],
  viewed: [],
  plan: { sentences: [], statements: [], rows: [] },
  before: null,
  after: null,
  live_digest: "",
  authors: [ADA],
  comments: [],
  decisions: [],
  earlier: [],
  can: { approve: true, withdraw: false, comment: true, why_not: null },
};

const MAKERS = { approve: false, withdraw: true, comment: true, why_not: "You submitted this." };

beforeEach(() => {
  document.body.replaceChildren();
  window.matchMedia = (query) => ({ matches: false, media: query }) as MediaQueryList;
});

function open(review: Partial<Review>, who = ROSA) {
  writePageData();
  const asked = answerWith({ status: 200, body: { ...REVIEW, ...review } });
  const page = { csrf: "token", me: { ...who, email: "", roles: [] }, data: { submission_id: "s2" } };
  render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <ReviewScreen page={page} />
    </QueryClientProvider>,
  );
  return asked;
}

async function finish() {
  await userEvent.click(await screen.findByRole("button", { name: "Finish review" }));
  return screen.findByRole("dialog", { name: "Finish review" });
}

const posted = (asked: ReturnType<typeof open>) => asked.filter((one) => one.method === "POST");

it("decides nothing before something is chosen, and says what was not looked at beside Approve", async () => {
  const asked = open({ viewed: ["h1"] });
  const dialog = await finish();
  expect(within(dialog).queryAllByRole("radio", { checked: true })).toEqual([]);
  await userEvent.click(within(dialog).getByRole("button", { name: "Send decision" }));
  expect(within(dialog).getByText("Choose what you decide")).not.toBeNull();
  expect(posted(asked)).toEqual([]);
  const approve = within(dialog).getByRole("radio", { name: /1 of 2 changes not looked at yet\.$/ });
  await userEvent.click(approve);
  await userEvent.click(within(dialog).getByRole("button", { name: "Send decision" }));
  expect(posted(asked).map((one) => one.body)).toEqual([
    { decision: "approve", comment: "", digest: "digest2" },
  ]);
});

it("asks for a note with a return, but not from who commented on this version", async () => {
  const asked = open({ comments: [comment("fld_guest", "Why?", 1)] });
  const dialog = await finish();
  await userEvent.click(within(dialog).getByRole("radio", { name: /^Request changes/ }));
  await userEvent.click(within(dialog).getByRole("button", { name: "Send decision" }));
  expect(within(dialog).getByText("Say what should change")).not.toBeNull();
  expect(posted(asked)).toEqual([]);
});

it("takes a comment on this version as the words of a return", async () => {
  const asked = open({ comments: [comment("fld_guest", "Why?", 2)] });
  const dialog = await finish();
  await userEvent.click(within(dialog).getByRole("radio", { name: /^Request changes/ }));
  await userEvent.click(within(dialog).getByRole("button", { name: "Send decision" }));
  expect(posted(asked).map((one) => one.body)).toEqual([
    { decision: "request_changes", comment: "", digest: "digest2" },
  ]);
});

it("tells who approved whom it waits for, and does not ask again", async () => {
  open({
    decisions: [decision("approve", "", 2)],
    route: [{ ...stop("reviewer", 0), given: [ROSA] }, stop("data_steward", 1)],
  });
  expect(await screen.findByText("You approved this version")).not.toBeNull();
  expect(screen.getByText("It waits for a data steward.")).not.toBeNull();
  expect(screen.queryByRole("button", { name: "Finish review" })).toBeNull();
  expect(screen.getByRole("button", { name: "Change my decision" })).not.toBeNull();
});

it("an approval of an earlier version does not count as one of this", async () => {
  open({ decisions: [decision("approve", "", 1)] });
  expect(await screen.findByRole("button", { name: "Finish review" })).not.toBeNull();
  expect(screen.queryByText("You approved this version")).toBeNull();
});

it("tells the maker who decides, and shows nothing to decide with", async () => {
  open({ can: MAKERS }, ADA);
  expect(await screen.findByText("You handed this over")).not.toBeNull();
  expect(screen.getByText(/^It waits for a reviewer and a data steward\./)).not.toBeNull();
  expect(screen.queryByRole("button", { name: "Finish review" })).toBeNull();
  expect(screen.queryByText(/^J\/K/)).toBeNull();
});

it("shows the maker of a returned version the note, and the changes with comments", async () => {
  open(
    {
      state: "changes_requested",
      can: MAKERS,
      decisions: [decision("request_changes", "Say why", 2)],
      comments: [comment("fld_room", "Which rooms?", 2), comment("fld_gone", "Too long", 1)],
    },
    ADA,
  );
  expect(await screen.findByText("Rosa Lindqvist on version 2: “Say why”")).not.toBeNull();
  expect(screen.getByText("Rosa Lindqvist on version 1: “Too long”")).not.toBeNull();
  const list = screen.getByRole("region", { name: "Changes" });
  expect(within(list).getByRole("button", { name: /New field Room.*1 comment/ })).not.toBeNull();
  expect(within(list).getByRole("button", { name: /New field Guest$/ })).not.toBeNull();
  await userEvent.click(within(list).getByRole("switch", { name: "Only with comments (1)" }));
  expect(within(list).queryByRole("button", { name: /New field Guest/ })).toBeNull();
  await userEvent.click(within(list).getByRole("button", { name: /New field Room/ }));
  expect(screen.getByText("Which rooms?")).not.toBeNull();
});

it("shows a second reviewer why the version before was sent back", async () => {
  open({ earlier: [decision("request_changes", "", 1)] });
  expect(await screen.findByText(/An earlier version was sent back/)).not.toBeNull();
  expect(screen.getByText("Rosa Lindqvist commented on version 1.")).not.toBeNull();
});

it("counts a change as looked at once it has a comment", async () => {
  const asked = open({});
  await userEvent.type(await screen.findByRole("textbox", { name: "Comment on this" }), "Why?");
  await userEvent.click(screen.getByRole("button", { name: "Add comment" }));
  expect(await screen.findByText("1 of 2 viewed")).not.toBeNull();
  expect(posted(asked).map((one) => [one.path, one.body])).toEqual([
    ["/api/submissions/s2/comments", { target: "fld_guest", text: "Why?" }],
    ["/api/submissions/s2/viewed", { hashes: ["h1"] }],
  ]);
});
