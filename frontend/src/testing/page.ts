import type { LiveData } from "@/live/page";
import { EXPENSES } from "./artefact";

/** Page data of a live app, and the inert JSON element that the server would have written. */
export const LIVE: LiveData = {
  app: { key: "expense_claims", title: "Expense claims" },
  artefact: EXPENSES,
  permissions: { claim: { create: true, read: "own", update: "own", delete: "none" } },
  page: "new_claim",
  record: null,
  saved: null,
  base: "/api/a/expense_claims/",
  today: "2026-11-21",
};

export function writePageData(data: LiveData = LIVE): void {
  const element = document.createElement("script");
  element.id = "page-data";
  element.type = "application/json";
  element.textContent = JSON.stringify({ csrf: "token", me: null, data });
  document.body.append(element);
}

export interface Answer {
  readonly status: number;
  readonly body?: unknown;
}

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: Headers;
  readonly body: unknown;
}

/** Answers requests in order; "offline" fails as a lost connection does. Returns what was asked. */
export function answerWith(...answers: readonly (Answer | "offline")[]): readonly Asked[] {
  const asked: Asked[] = [];
  const queue = [...answers];
  globalThis.fetch = async (input, init) => {
    asked.push({
      method: init?.method ?? "GET",
      path: String(input),
      headers: new Headers(init?.headers),
      body: typeof init?.body === "string" ? JSON.parse(init.body) : null,
    });
    const answer = queue.length > 1 ? queue.shift() : queue[0];
    if (!answer || answer === "offline") {
      throw new TypeError("Failed to fetch");
    }
    return new Response(answer.body === undefined ? null : JSON.stringify(answer.body), {
      status: answer.status,
    });
  };
  return asked;
}
