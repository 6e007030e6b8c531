import { beforeEach, expect, it } from "vitest";
import { answerWith, LIVE, writePageData } from "@/testing/page";
import { changeRecord, sendRecord } from "./sending";

const RECORD = { id: "r1", version: 1, created_at: "2026-11-21T10:00:00Z" };
const KEY = "0190a3c2-0000-7000-8000-000000000001";

beforeEach(() => writePageData());

it("sends the answers with the key of the try and the token of the page", async () => {
  const asked = answerWith({ status: 201, body: RECORD });
  const sent = await sendRecord(LIVE, "claim", { purpose: "Train" }, KEY);
  expect(sent).toEqual({ state: "sent", record: RECORD });
  expect(asked.map(({ method, path, body }) => [method, path, body])).toEqual([
    ["POST", "/api/a/expense_claims/claim/", { purpose: "Train" }],
  ]);
  expect(asked[0]?.headers.get("Idempotency-Key")).toBe(KEY);
  expect(asked[0]?.headers.get("X-CSRFToken")).toBe("token");
});

it("gives each problem to its field, the first one when there are two", async () => {
  const errors = [
    { pointer: "/amount/currency", code: "currency", message: "Amount must be in EUR" },
    { pointer: "/amount", code: "too-small", message: "Amount must be 1 or more" },
    { pointer: "", code: "unknown-key", message: "This form has no field with this name" },
  ];
  answerWith({ status: 400, body: { code: "record-invalid", errors } });
  expect(await sendRecord(LIVE, "claim", {}, KEY)).toEqual({
    state: "refused",
    problems: {
      amount: { code: "currency", message: "Amount must be in EUR" },
      "": { code: "unknown-key", message: "This form has no field with this name" },
    },
  });
});

it.each([
  ["offline" as const, "offline"],
  [{ status: 401, body: { code: "not-signed-in" } }, "signed-out"],
  [{ status: 403, body: { code: "forbidden" } }, "not-allowed"],
  [{ status: 404, body: {} }, "changed"],
  [{ status: 422, body: { code: "idempotency-mismatch" } }, "already-sent"],
  [{ status: 500, body: {} }, "other"],
])("tells why it failed: %o", async (answer, reason) => {
  answerWith(answer);
  expect(await sendRecord(LIVE, "claim", {}, KEY)).toMatchObject({ state: "failed", reason });
});

it("changes a record only at the version it was read, and brings back what it is now", async () => {
  const asked = answerWith({
    status: 412,
    body: { code: "record-changed", current: { ...RECORD, version: 3 } },
  });
  const sent = await changeRecord(LIVE, "claim", "r1", 1, { purpose: "Bus" });
  expect(asked[0]?.headers.get("If-Match")).toBe('"1"');
  expect(sent).toEqual({ state: "moved", current: { ...RECORD, version: 3 } });
});
