import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, it, vi } from "vitest";
import { writePageData } from "@/testing/page";
import { ShareDialog } from "./ShareDialog";

const ADA = { id: "p-ada", name: "Ada Winters", initials: "AW" };
const BEN = { id: "p-ben", name: "Ben Okafor", initials: "BO" };
const EMIL = { id: "p-emil", name: "Emil Larsen", initials: "EL" };
const ADDRESS = "/api/apps/a1/members";

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

const ok = (body: unknown): Answer => ({ status: 200, body });
const member = (person: typeof ADA, role: string, removable: boolean) => ({ person, role, removable });

/** The network: answers by method and address; keeps what was sent. */
function network(answers: Readonly<Record<string, Answer>>) {
  const sent: { readonly what: string; readonly body: unknown }[] = [];
  vi.stubGlobal("fetch", async (address: string, init: RequestInit = {}) => {
    const what = `${init.method ?? "GET"} ${address}`;
    if (init.body) sent.push({ what, body: JSON.parse(String(init.body)) });
    const answer = answers[what];
    if (!answer) throw new Error(`nobody answers ${what}`);
    return new Response(JSON.stringify(answer.body), {
      status: answer.status,
      headers: { "Content-Type": "application/json" },
    });
  });
  return sent;
}

function open(me = ADA.id) {
  writePageData();
  const onLeft = vi.fn();
  const onClose = vi.fn();
  render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <ShareDialog app={{ id: "a1", title: "Expenses" }} me={me} onClose={onClose} onLeft={onLeft} />
    </QueryClientProvider>,
  );
  return { onLeft, onClose };
}

const people = () =>
  within(screen.getByRole("region", { name: "People who make this app" }))
    .getAllByRole("listitem")
    .map((item) => item.textContent);

afterEach(() => vi.unstubAllGlobals());

it("adds the chosen person and is ready for the next", async () => {
  const before = [member(ADA, "owner", false)];
  const sent = network({
    [`GET ${ADDRESS}`]: ok({ members: before, can_change: true }),
    [`GET ${ADDRESS}/candidates?q=emi`]: ok({ people: [{ ...EMIL, email: "emil@n.example" }] }),
    [`GET ${ADDRESS}/candidates?q=`]: ok({ people: [] }),
    [`POST ${ADDRESS}`]: ok({ members: [...before, member(EMIL, "comaker", true)], can_change: true }),
  });
  open();
  const user = userEvent.setup();
  const box = await screen.findByRole("combobox", { name: "Person" });
  await user.type(box, "emi");
  await user.click(await screen.findByRole("option", { name: /Emil Larsen.*emil@n\.example/ }));
  await user.click(screen.getByRole("button", { name: "Add person" }));
  await waitFor(() => expect(people()).toEqual(["Ada Winters (you)Owner", "Emil LarsenMakerRemove"]));
  expect(sent).toEqual([{ what: `POST ${ADDRESS}`, body: { person: "p-emil" } }]);
  expect((box as HTMLInputElement).value).toBe("");
  expect(document.activeElement).toBe(box);
});

it("asks for a person before it sends anything", async () => {
  const sent = network({
    [`GET ${ADDRESS}`]: ok({ members: [member(ADA, "owner", false)], can_change: true }),
  });
  open();
  await userEvent.click(await screen.findByRole("button", { name: "Add person" }));
  expect(screen.getByRole("alert").textContent).toBe("Choose a person first");
  expect(sent).toEqual([]);
});

it("removes somebody and takes that back", async () => {
  const both = { members: [member(ADA, "owner", false), member(BEN, "comaker", true)], can_change: true };
  const sent = network({
    [`GET ${ADDRESS}`]: ok(both),
    [`DELETE ${ADDRESS}`]: ok({ ...both, members: both.members.slice(0, 1) }),
    [`POST ${ADDRESS}`]: ok(both),
  });
  open();
  const user = userEvent.setup();
  await user.click(await screen.findByRole("button", { name: "Remove Ben Okafor" }));
  const undo = await screen.findByRole("button", { name: "Undo" });
  expect(people()).toEqual(["Ada Winters (you)Owner"]);
  expect(document.activeElement).toBe(undo);
  await user.click(undo);
  await waitFor(() => expect(people()).toEqual(["Ada Winters (you)Owner", "Ben OkaforMakerRemove"]));
  expect(sent.map((one) => one.what)).toEqual([`DELETE ${ADDRESS}`, `POST ${ADDRESS}`]);
});

it("shows a refusal in the words of the server and changes nothing", async () => {
  const detail = "Ada Winters owns this app and can do this, or an administrator.";
  network({
    [`GET ${ADDRESS}`]: ok({
      members: [member(ADA, "owner", false), member(BEN, "comaker", true)],
      can_change: true,
    }),
    [`DELETE ${ADDRESS}`]: { status: 403, body: { code: "not-owner", title: "Not yours", detail } },
  });
  open();
  await userEvent.click(await screen.findByRole("button", { name: "Remove Ben Okafor" }));
  expect(await screen.findByText(detail)).toBeDefined();
  expect(people()).toEqual(["Ada Winters (you)Owner", "Ben OkaforMakerRemove"]);
  expect(screen.queryByRole("button", { name: "Undo" })).toBeNull();
});

it("lets a maker leave after asking once more, and shows her no way to add", async () => {
  const sent = network({
    [`GET ${ADDRESS}`]: ok({
      members: [member(ADA, "owner", false), member(BEN, "comaker", true)],
      can_change: false,
    }),
    [`DELETE ${ADDRESS}`]: ok({ members: [member(ADA, "owner", false)], can_change: false }),
  });
  const { onLeft } = open(BEN.id);
  const user = userEvent.setup();
  await screen.findByText("Ada Winters owns this app and can add people to it.");
  expect(screen.queryByRole("combobox")).toBeNull();
  await user.click(screen.getByRole("button", { name: "Leave app" }));
  expect(sent).toEqual([]);
  await user.click(screen.getByRole("button", { name: "Leave app" }));
  await waitFor(() => expect(onLeft).toHaveBeenCalledTimes(1));
  expect(sent).toEqual([{ what: `DELETE ${ADDRESS}`, body: { person: "p-ben" } }]);
});

it("hands the app over to a maker or to somebody new, after asking once more", async () => {
  const before = [member(ADA, "owner", false), member(BEN, "comaker", true)];
  const after = [member(BEN, "owner", false), member(ADA, "comaker", true)];
  const sent = network({
    [`GET ${ADDRESS}`]: ok({ members: before, can_change: true }),
    [`GET ${ADDRESS}/candidates?q=`]: ok({ people: [{ ...EMIL, email: "emil@n.example" }] }),
    [`POST ${ADDRESS}`]: ok({ members: after, can_change: false }),
  });
  open();
  const user = userEvent.setup();
  const choose = async () => {
    await user.click(await screen.findByRole("button", { name: "Hand over app" }));
    await user.click(screen.getByRole("combobox", { name: "New owner" }));
    await screen.findByRole("option", { name: /Emil Larsen/ });
    await user.click(screen.getByRole("option", { name: /Ben Okafor.*Maker/ }));
    await user.click(screen.getByRole("button", { name: "Choose owner" }));
    await screen.findByText(/^Ben Okafor will own this app\./);
  };
  await choose();
  await user.click(screen.getByRole("button", { name: "Keep as it is" }));
  expect(sent).toEqual([]);
  await choose();
  await user.click(screen.getByRole("button", { name: "Hand over app" }));
  await waitFor(() => expect(people()[0]).toBe("Ben OkaforOwner"));
  expect(sent).toEqual([{ what: `POST ${ADDRESS}`, body: { person: "p-ben", role: "owner" } }]);
  expect(screen.queryByRole("button", { name: "Hand over app" })).toBeNull();
});

it("shows why an app was not handed over", async () => {
  const detail = "Emil Larsen is no member of this workspace.";
  network({
    [`GET ${ADDRESS}`]: ok({ members: [member(ADA, "owner", false)], can_change: true }),
    [`GET ${ADDRESS}/candidates?q=`]: ok({ people: [{ ...EMIL, email: "emil@n.example" }] }),
    [`POST ${ADDRESS}`]: { status: 400, body: { code: "person-refused", title: "Not this person", detail } },
  });
  open();
  const user = userEvent.setup();
  await user.click(await screen.findByRole("button", { name: "Hand over app" }));
  await user.click(screen.getByRole("combobox", { name: "New owner" }));
  await user.click(await screen.findByRole("option", { name: /Emil Larsen/ }));
  await user.click(screen.getByRole("button", { name: "Choose owner" }));
  await user.click(screen.getByRole("button", { name: "Hand over app" }));
  expect(await screen.findByText(detail)).toBeDefined();
  expect(people()).toEqual(["Ada Winters (you)Owner"]);
});

it("offers no handing over to a maker who only works on it", async () => {
  network({
    [`GET ${ADDRESS}`]: ok({
      members: [member(ADA, "owner", false), member(BEN, "comaker", true)],
      can_change: false,
    }),
  });
  open(BEN.id);
  await screen.findByRole("button", { name: "Leave app" });
  expect(screen.queryByRole("button", { name: "Hand over app" })).toBeNull();
});
