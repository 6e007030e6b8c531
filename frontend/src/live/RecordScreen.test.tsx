import { render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import type { Json } from "@/library/types";
import { pageOf } from "@/renderer";
import { artefactWith, fieldOf, place } from "@/testing/artefact";
import { answerWith, LIVE, writePageData } from "@/testing/page";
import type { LiveData } from "./page";
import RecordScreen from "./RecordScreen";

const purpose = fieldOf("purpose", "text", "Purpose");
const reason = fieldOf("reason", "text", "Reason", { required: false });
const show: Json = ["op", "==", ["var", "purpose"], ["str", "other"]];
const artefact = artefactWith([purpose, reason], [place(purpose), place(reason, { show })]);
const permissions = { claim: { create: true, read: "all", update: "all", delete: "none" } } as const;
const record = { id: "r1", version: 1, created_at: "2026-11-21T10:00:00Z", purpose: "other", reason: "Late" };
const data: LiveData = { ...LIVE, artefact, permissions, record };

it("keeps in sight what was typed where someone else's change asks nothing any more", async () => {
  writePageData(data);
  const current = { ...record, version: 2, purpose: "Train", reason: null };
  answerWith({ status: 412, body: { code: "record-changed", current } });
  const page = pageOf(artefact, "claim");
  if (!page) throw new Error("the fixture has pages");
  render(<RecordScreen data={data} me={null} page={page} />);
  await userEvent.click(screen.getByRole("button", { name: "Change answers" }));
  const box = screen.getByLabelText("Reason", { exact: false });
  await userEvent.clear(box);
  await userEvent.type(box, "Very late");
  await userEvent.click(screen.getByRole("button", { name: "Save changes" }));
  const said = await screen.findByRole("alert");
  expect(within(said).getByText("One of your answers was not saved")).toBeDefined();
  expect(within(said).getByRole("listitem").textContent).toBe(
    "“Reason” is not asked any more after someone else's change. You typed: Very late",
  );
  expect(screen.queryByText("Changes saved")).toBeNull();
});
