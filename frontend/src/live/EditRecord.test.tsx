import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, it, vi } from "vitest";
import type { Json } from "@/library/types";
import { entityOf, pageOf, sampleServices } from "@/renderer";
import { artefactWith, fieldOf, place } from "@/testing/artefact";
import { answerWith, LIVE, writePageData } from "@/testing/page";
import { EditRecord } from "./EditRecord";
import type { LiveData, LiveRecord } from "./page";

const purpose = fieldOf("purpose", "text", "Purpose");
const reason = fieldOf("reason", "text", "Reason", { required: false });
const notes = fieldOf("notes", "text", "Notes", { required: false });
const show: Json = ["op", "==", ["var", "purpose"], ["str", "other"]];
const artefact = artefactWith(
  [purpose, reason, notes],
  [place(purpose), place(reason, { show }), place(notes)],
);
const data: LiveData = { ...LIVE, artefact };
const RECORD = { id: "r1", version: 1, created_at: "2026-11-21T10:00:00Z" };
const before = { ...RECORD, purpose: "other", reason: "Late", notes: null };

beforeEach(() => writePageData(data));

function open(record: LiveRecord = before) {
  const entity = entityOf(artefact, "claim");
  const page = pageOf(artefact, "new_claim");
  if (!entity || !page) {
    throw new Error("the fixture has both");
  }
  const onSaved = vi.fn();
  const services = sampleServices(artefact);
  const rest = { services, onSaved, onCancel: () => undefined };
  render(<EditRecord data={data} entity={entity} page={page} record={record} {...rest} />);
  return onSaved;
}

async function retype(label: string, text: string) {
  await userEvent.clear(screen.getByLabelText(label, { exact: false }));
  await userEvent.type(screen.getByLabelText(label, { exact: false }), text);
}

it("sends null for the answer that the change hides, and nothing else that was not changed", async () => {
  const saved = { ...before, version: 2, purpose: "Train", reason: null };
  const asked = answerWith({ status: 200, body: saved });
  const onSaved = open();
  await retype("Reason", "Very late");
  await retype("Purpose", "Train");
  await userEvent.click(screen.getByRole("button", { name: "Save changes" }));
  await vi.waitFor(() => expect(onSaved).toHaveBeenCalledWith({ record: saved, isChanged: true, lost: [] }));
  expect(asked.map(({ body }) => body)).toEqual([{ purpose: "Train", reason: null }]);
});

it("leaves out after a merge what someone else's answer hides, and says what was typed there", async () => {
  const current = { ...before, version: 2, purpose: "Train", notes: null };
  const saved = { ...current, version: 3, notes: "Paid" };
  const asked = answerWith(
    { status: 412, body: { code: "record-changed", current } },
    { status: 200, body: saved },
  );
  const onSaved = open();
  await retype("Reason", "Very late");
  await retype("Notes", "Paid");
  await userEvent.click(screen.getByRole("button", { name: "Save changes" }));
  const lost = [{ label: "Reason", typed: "Very late" }];
  await vi.waitFor(() => expect(onSaved).toHaveBeenCalledWith({ record: saved, isChanged: true, lost }));
  expect(asked.map(({ body, headers }) => [body, headers.get("If-Match")])).toEqual([
    [{ reason: "Very late", notes: "Paid" }, '"1"'],
    [{ notes: "Paid" }, '"2"'],
  ]);
});

it("says so too when nothing else is left to save", async () => {
  const current = { ...before, version: 2, purpose: "Train" };
  const asked = answerWith({ status: 412, body: { code: "record-changed", current } });
  const onSaved = open();
  await retype("Reason", "Very late");
  await userEvent.click(screen.getByRole("button", { name: "Save changes" }));
  const lost = [{ label: "Reason", typed: "Very late" }];
  await vi.waitFor(() => expect(onSaved).toHaveBeenCalledWith({ record: current, isChanged: false, lost }));
  expect(asked).toHaveLength(1);
});

it("says so when the other answer is chosen that hides it", async () => {
  const train = { ...before, purpose: "Train", reason: null };
  const current = { ...train, version: 2, purpose: "Bus" };
  const saved = { ...current, version: 3, notes: "Paid" };
  const asked = answerWith(
    { status: 412, body: { code: "record-changed", current } },
    { status: 200, body: saved },
  );
  const onSaved = open(train);
  await retype("Purpose", "other");
  await retype("Reason", "Very late");
  await retype("Notes", "Paid");
  await userEvent.click(screen.getByRole("button", { name: "Save changes" }));
  await userEvent.click(await screen.findByRole("radio", { name: "Theirs: Bus" }));
  await userEvent.click(screen.getByRole("button", { name: "Save these answers" }));
  const lost = [{ label: "Reason", typed: "Very late" }];
  await vi.waitFor(() => expect(onSaved).toHaveBeenCalledWith({ record: saved, isChanged: true, lost }));
  expect(asked.map(({ body }) => body)).toEqual([
    { purpose: "other", reason: "Very late", notes: "Paid" },
    { notes: "Paid" },
  ]);
});
