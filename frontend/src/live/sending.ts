import { Problem, request } from "@/api/client";
import type { FieldProblem, Json } from "@/library/types";
import type { LiveData, LiveRecord } from "./page";

/** One record on its way to the server, and every way that can end. */
export type Sent =
  | { readonly state: "sent"; readonly record: LiveRecord }
  | { readonly state: "refused"; readonly problems: Readonly<Record<string, FieldProblem>> }
  | { readonly state: "moved"; readonly current: LiveRecord }
  | {
      readonly state: "failed";
      readonly reason: "offline" | "signed-out" | "not-allowed" | "changed" | "already-sent" | "other";
      readonly message: string;
    };

const IN_FLIGHT_TRIES = 5;
const IN_FLIGHT_WAIT_MS = 1500;

type Body = Readonly<Record<string, Json>>;

const wait = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Makes a record. A try that is still running on the server is asked for again with the same key. */
export async function sendRecord(data: LiveData, entity: string, body: Body, key: string): Promise<Sent> {
  for (let tries = 1; ; tries += 1) {
    try {
      const record = await request<LiveRecord>("POST", `${data.base}${entity}/`, {
        body,
        headers: { "Idempotency-Key": key },
      });
      return { state: "sent", record };
    } catch (error) {
      if (error instanceof Problem && error.code === "idempotency-in-flight" && tries < IN_FLIGHT_TRIES) {
        await wait(IN_FLIGHT_WAIT_MS);
        continue;
      }
      return endOf(error);
    }
  }
}

/** Changes a record that is still at `version`; otherwise tells what it is now. */
export async function changeRecord(
  data: LiveData,
  entity: string,
  id: string,
  version: number,
  body: Body,
): Promise<Sent> {
  try {
    const record = await request<LiveRecord>("PATCH", `${data.base}${entity}/${id}/`, {
      body,
      headers: { "If-Match": `"${version}"` },
    });
    return { state: "sent", record };
  } catch (error) {
    return endOf(error);
  }
}

function endOf(error: unknown): Sent {
  if (!(error instanceof Problem)) {
    throw error;
  }
  if (error.status === 412 && isRecord(error.data.current)) {
    return { state: "moved", current: error.data.current };
  }
  if (error.status === 400 && error.errors.length > 0) {
    return { state: "refused", problems: problemsByField(error) };
  }
  const failed = (reason: Extract<Sent, { state: "failed" }>["reason"]): Sent => ({
    state: "failed",
    reason,
    message: error.message,
  });
  if (error.status === 0) {
    return failed("offline");
  }
  if (
    error.status === 401 ||
    (error.status === 403 && /csrf|not-signed-in|not_authenticated/.test(error.code))
  ) {
    return failed("signed-out");
  }
  if (error.status === 403) {
    return failed("not-allowed");
  }
  if (error.status === 404) {
    return failed("changed");
  }
  return failed(error.code === "idempotency-mismatch" ? "already-sent" : "other");
}

/** Pointers such as "/amount" or "/amount/currency" name the field; what names none is shown in the summary alone. */
export function problemsByField(error: Problem): Readonly<Record<string, FieldProblem>> {
  const problems: Record<string, FieldProblem> = {};
  for (const { pointer, code, message } of error.errors) {
    const key = pointer.split("/")[1]?.replaceAll("~1", "/").replaceAll("~0", "~") ?? "";
    problems[key] ??= { code, message };
  }
  return problems;
}

function isRecord(value: unknown): value is LiveRecord {
  return typeof value === "object" && value !== null && "id" in value;
}
