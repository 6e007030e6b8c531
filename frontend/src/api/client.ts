/** The one way to talk to the server: JSON in, JSON out, refusals as `Problem` with words for a person. */
import { pageData } from "@/page";

export interface ProblemPlace {
  readonly pointer: string;
  readonly code: string;
  readonly message: string;
}

/** What the server refused (RFC 9457), or that it could not be reached (`status` 0, code "offline"). */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly errors: readonly ProblemPlace[];
  /** The whole body, with the data a particular code carries (`conflicts`, `reasons`, …). */
  readonly data: Readonly<Record<string, unknown>>;

  constructor(status: number, body: Readonly<Record<string, unknown>>) {
    super(text(body.detail) || text(body.title) || words.failed);
    this.name = "Problem";
    this.status = status;
    this.code = text(body.code) || "error";
    this.title = text(body.title) || words.failed;
    this.errors = Array.isArray(body.errors) ? (body.errors as ProblemPlace[]) : [];
    this.data = body;
  }
}

export const words = {
  failed: "This did not work",
  offline: "The server cannot be reached. What you typed is kept here; try again when you are back online.",
  offlineTitle: "No connection",
};

export interface RequestOptions {
  readonly body?: unknown;
  readonly form?: FormData;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/** Sends one request and returns its JSON (null for an empty answer). Throws `Problem`. */
export async function request<T>(method: string, path: string, options: RequestOptions = {}): Promise<T> {
  const response = await send(method, path, options);
  const body = await parsed(response);
  if (!response.ok) {
    throw new Problem(response.status, isRecord(body) ? body : {});
  }
  return body as T;
}

export const get = <T>(path: string, signal?: AbortSignal): Promise<T> =>
  request<T>("GET", path, signal ? { signal } : {});
export const post = <T>(path: string, body: unknown): Promise<T> => request<T>("POST", path, { body });
export const patch = <T>(path: string, body: unknown): Promise<T> => request<T>("PATCH", path, { body });

async function send(method: string, path: string, options: RequestOptions): Promise<Response> {
  const { body, form, headers, signal } = options;
  const init: RequestInit = {
    method,
    credentials: "same-origin",
    headers: {
      Accept: "application/json",
      ...(body === undefined ? {} : { "Content-Type": "application/json" }),
      ...(method === "GET" ? {} : { "X-CSRFToken": pageData<unknown>().csrf }),
      ...headers,
    },
  };
  if (body !== undefined) init.body = JSON.stringify(body);
  if (form) init.body = form;
  if (signal) init.signal = signal;
  try {
    return await fetch(path, init);
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new Problem(0, { code: "offline", title: words.offlineTitle, detail: words.offline });
  }
}

async function parsed(response: Response): Promise<unknown> {
  const body = await response.text();
  if (!body) return null;
  try {
    return JSON.parse(body);
  } catch {
    return { title: words.failed, status: response.status };
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const text = (value: unknown): string => (typeof value === "string" ? value : "");
