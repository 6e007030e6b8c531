import { screen, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { expect, it } from "vitest";
import { AccessPanel, grantSentence } from "@/designer/access/AccessPanel";
import { openBench, show } from "@/designer/testing/bench";
import { expenseClaims } from "@/document/testing/world";
import type { Definition } from "@/document/types";

const RULE = { when: "approver == me.id" };

function ruled(): { readonly document: Definition; readonly id: string } {
  const claims = expenseClaims();
  const [id, grant] = Object.entries(claims.grants).find(([, one]) => one.read === "own") ?? [];
  if (!id || !grant) throw new Error("The expense app has a role that sees its own records.");
  return { document: { ...claims, grants: { ...claims.grants, [id]: { ...grant, read: RULE } } }, id };
}

it("keeps a rule it finds, says it, and changes nothing but what somebody changes", async () => {
  const { document, id } = ruled();
  const bench = openBench(document, "data");
  show(bench, <AccessPanel />);
  const sentence = screen.getByText(/where approver == me.id/);
  const group = sentence.closest("fieldset") as HTMLElement;
  expect(within(group).getAllByRole("button", { name: /by rule/ })).toHaveLength(1);
  await userEvent.click(within(group).getByRole("checkbox"));
  const after = bench.draft.getState().document.grants[id];
  expect(after?.read).toEqual(RULE);
  expect(after?.create).toBe(!document.grants[id]?.create);
});

it("says a rule beside the other rights of a role", () => {
  const grant = { create: true, read: RULE, update: "own", delete: "none" } as const;
  expect(grantSentence("Staff", "Claims", grant)).toBe(
    "Staff may add claims, see claims where approver == me.id and change their own claims.",
  );
});

it("keeps the capitals that belong to the name of a table", () => {
  const grant = { create: true, read: "none", update: "none", delete: "none" } as const;
  expect(grantSentence("Staff", "VAT returns", grant)).toBe("Staff may add VAT returns.");
});
