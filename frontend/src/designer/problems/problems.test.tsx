import { screen, waitFor, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import DataArea from "@/designer/data/DataArea";
import { FormArea } from "@/designer/form/FormArea";
import { goToSpot, spotOf } from "@/designer/frame/goToObject";
import { StatusBar } from "@/designer/frame/StatusBar";
import { issuesOf } from "@/designer/problems/checkStore";
import { ProblemsPanel } from "@/designer/problems/ProblemsPanel";
import type { CheckAnswer } from "@/designer/store/api";
import { useScreen } from "@/designer/store/context";
import { openBench, show } from "@/designer/testing/bench";
import { expenseClaims, field, node } from "@/document/testing/world";
import type { Definition } from "@/document/types";
import { ToastRegion } from "@/ui";

/** The expense app, also asking for a mail address that nobody has marked yet. */
function withEmail(more: Partial<Definition["fields"][string]> = {}): Definition {
  const claims = expenseClaims();
  return {
    ...claims,
    fields: { ...claims.fields, fld_email: field("email", "Email", "email", { order: "a5", ...more }) },
    nodes: { ...claims.nodes, nod_email: node("email@1", "a5", { field: "fld_email" }) },
  };
}

const PROTECTED = "Row access, exports and reviews follow the class.";

/** What the server answered about such an app: a must-fix with a repair, and two pieces of advice. */
const ANSWER: CheckAnswer = {
  revision: 3,
  problems: [],
  findings: [
    {
      policy: "personal-data-class",
      severity: "must_fix",
      message: "Purpose is personal data, but its class is only internal.",
      where: { object_id: "fld_purpose", pointer: "/fields/fld_purpose/sensitivity", label: "Purpose" },
      why: PROTECTED,
      repair: {
        label: "Class it confidential",
        operations: [
          { op: "set", in: "fields", id: "fld_purpose", path: "sensitivity", value: "confidential" },
        ],
      },
    },
    {
      policy: "personal-data-unmarked",
      severity: "advice",
      message: "Email looks like personal data, but is not marked as such.",
      where: { object_id: "fld_email", pointer: "/fields/fld_email/personal", label: "Email" },
      why: "",
      repair: {
        label: "Mark it as personal data",
        operations: [
          { op: "set", in: "fields", id: "fld_email", path: "personal", value: true },
          { op: "set", in: "fields", id: "fld_email", path: "sensitivity", value: "confidential" },
        ],
      },
    },
    {
      policy: "missing-deputy",
      severity: "advice",
      message: "The app has no deputy. When the owner is away, nobody answers for it.",
      where: { object_id: null, pointer: "/app/deputy", label: "Visitors" },
      why: "",
      repair: null,
    },
  ],
  passed: 15,
  tier: null,
};

function Areas() {
  const area = useScreen((state) => state.area);
  return area === "data" ? <DataArea /> : <FormArea />;
}

function open(document = withEmail()) {
  const bench = openBench(document);
  bench.checks.setState({ issues: issuesOf(ANSWER), passed: ANSWER.passed });
  bench.screen.setState({ areProblemsOpen: true });
  show(
    bench,
    <>
      <Areas />
      <ProblemsPanel />
      <StatusBar />
      <ToastRegion />
    </>,
  );
  const fields = () => bench.draft.getState().document.fields;
  return { bench, user: userEvent.setup(), fields };
}

describe("what must be fixed and what is advised", () => {
  it("is counted apart and never called by the other's name", () => {
    open();
    expect(screen.getByRole("button", { name: "1 must fix, 2 advice, 15 passed" })).toBeTruthy();
    const canvas = screen.getByRole("tree", { name: "Form canvas, Expense claims" });
    const names = within(canvas)
      .getAllByRole("treeitem")
      .map((item) => item.getAttribute("aria-label"));
    expect(names).toContain("Purpose, short text, required, 1 problem");
    expect(names).toContain("Email, email, required, 1 advice");
    const groups = [...document.querySelectorAll("#problems [data-tone]")];
    expect(
      groups.map((one) => [one.getAttribute("data-tone"), one.querySelector("h3")?.textContent]),
    ).toEqual([
      ["bad", "Must fix (1)"],
      ["warn", "Advice (2)"],
    ]);
  });

  it("is repaired by one click as one step, which one more click takes back", async () => {
    const { bench, user, fields } = open();
    const before = fields();
    await user.click(screen.getByRole("button", { name: "Mark it as personal data" }));
    expect(fields()).toEqual({
      ...before,
      fld_email: { ...before.fld_email, personal: true, sensitivity: "confidential" },
    });
    expect(bench.draft.getState().pending.map((batch) => batch.label)).toEqual(["mark it as personal data"]);
    await user.click(await screen.findByRole("button", { name: "Undo" }));
    expect(fields()).toEqual(before);
  });

  it("does not take back a later step instead", async () => {
    const { bench, user, fields } = open();
    await user.click(screen.getByRole("button", { name: "Class it confidential" }));
    await user.click(screen.getByRole("button", { name: "Mark it as personal data" }));
    const toast = (await screen.findAllByText("Class it confidential: done.")).find((one) =>
      one.closest("li"),
    );
    const item = toast?.closest("li");
    if (!item) throw new Error("the first repair has its toast");
    await user.click(within(item).getByRole("button", { name: "Undo" }));
    expect(fields().fld_email?.personal).toBe(true);
    expect(fields().fld_purpose?.sensitivity).toBe("confidential");
    expect(bench.draft.getState().pending).toHaveLength(2);
    const why =
      "Steps are undone in order: Undo takes back “mark it as personal data” first, “class it confidential” after it.";
    expect((await screen.findAllByText(why)).length).toBeGreaterThan(0);
  });
});

describe("going where it is mended", () => {
  const at = (label: string) =>
    waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText(label)));

  it("opens the tab and stands on the control", async () => {
    const { bench, user } = open();
    await user.click(screen.getByRole("button", { name: "Go to Email" }));
    expect([...bench.screen.getState().selected]).toEqual(["nod_email"]);
    expect(screen.getByRole("tab", { name: "Data", selected: true })).toBeTruthy();
    await waitFor(() =>
      expect(document.activeElement?.closest("label")?.textContent).toMatch(/^Personal data/),
    );
    await user.click(screen.getByRole("button", { name: "Go to Purpose" }));
    await waitFor(() => expect(document.activeElement?.textContent).toMatch(/^Internal/));
  });

  it.each([
    ["/fields/fld_amount/label", "Label"],
    ["/fields/fld_amount/help", "Hint"],
    ["/nodes/nod_payment/props/title", "Title"],
  ])("%s", async (pointer, label) => {
    const { bench } = open();
    const spot = spotOf(pointer);
    if (spot) goToSpot(bench, spot);
    await at(label);
  });

  it("finds a field that stands on no form among the data", async () => {
    const { nod_amount: _, ...nodes } = expenseClaims().nodes;
    const { bench } = open({ ...expenseClaims(), nodes });
    goToSpot(bench, { object: "fld_amount", property: "label" });
    expect([bench.screen.getState().area, bench.screen.getState().focus]).toEqual(["data", "fld_amount"]);
    await at("Name of Amount");
  });

  it("goes to the rights of a table that nobody may use", async () => {
    const { bench } = open();
    goToSpot(bench, { object: "ent_claim", property: null });
    expect([bench.screen.getState().area, bench.screen.getState().entity]).toEqual(["data", "access"]);
    await waitFor(() => expect(document.activeElement?.closest("fieldset")?.textContent).toMatch(/^Claims/));
  });

  it("knows which pointers name an object", () => {
    expect(spotOf("/fields/fld_a1/settings/max/0")).toEqual({ object: "fld_a1", property: "settings.max" });
    expect([spotOf("/app/deputy"), spotOf("")]).toEqual([null, null]);
  });
});

describe("marking personal data", () => {
  it("raises the class in the same step, asks for the purpose beside it, and says so", async () => {
    const { bench, user, fields } = open();
    goToSpot(bench, { object: "fld_email", property: "personal" });
    await user.click(await screen.findByRole("switch", { name: /^Personal data/ }));
    expect(fields().fld_email).toMatchObject({ personal: true, sensitivity: "confidential", purpose: "" });
    expect(bench.draft.getState().pending).toHaveLength(1);
    await user.type(screen.getByLabelText("Why it is collected"), "To answer");
    expect(fields().fld_email?.purpose).toBe("To answer");
    await user.click(screen.getByRole("switch", { name: /^Personal data/ }));
    expect(fields().fld_email).toMatchObject({
      personal: false,
      sensitivity: "confidential",
      purpose: "To answer",
    });
  });

  it("leaves a stricter class as it is", async () => {
    const { bench, user, fields } = open(withEmail({ sensitivity: "special" }));
    goToSpot(bench, { object: "fld_email", property: "personal" });
    await user.click(await screen.findByRole("switch", { name: /^Personal data/ }));
    expect(fields().fld_email).toMatchObject({ personal: true, sensitivity: "special" });
  });
});
