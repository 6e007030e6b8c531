import { get, Problem, request } from "@/api/client";
import type { Figure, FileValue, ListAnswer, ListQuery, Option, Services } from "@/library/types";
import { type LiveData, recordHref } from "./page";
import { words } from "./words";

/** What a filter may ask of a field, and what of a record may be asked besides its fields. */
const FILTER = /^(.+?)(?:__(?:eq|contains|starts|in|gt|gte|lt|lte|has|empty))?$/;
const OF_EVERY_RECORD = ["created_at", "updated_at", "created_by"];

/** The query of a list as parameters of the record API. */
export function listParams(query: ListQuery): URLSearchParams {
  const params = new URLSearchParams();
  const put = (name: string, value: string) => value !== "" && params.set(name, value);
  put("q", query.q.trim());
  put("sort", query.sort);
  put("cursor", query.cursor);
  params.set("page_size", String(query.pageSize));
  for (const [name, value] of Object.entries(query.filters)) {
    put(name, value.trim());
  }
  return params;
}

/** The query in the address. What is no question about `fields` is not for the list: links carry marks of their own. */
function readAddress(fields: ReadonlySet<string>): Partial<ListQuery> {
  const params = new URLSearchParams(window.location.search);
  const isFilter = (name: string) => fields.has(name) || fields.has(FILTER.exec(name)?.[1] ?? "");
  const filters = Object.fromEntries([...params].filter(([name]) => isFilter(name)));
  return {
    ...(params.has("q") ? { q: params.get("q") ?? "" } : {}),
    ...(params.has("sort") ? { sort: params.get("sort") ?? "" } : {}),
    ...(params.has("cursor") ? { cursor: params.get("cursor") ?? "" } : {}),
    ...(Object.keys(filters).length > 0 ? { filters } : {}),
  };
}

function keepInAddress(query: ListQuery): void {
  const params = listParams(query);
  params.delete("page_size");
  const search = params.toString();
  window.history.replaceState(window.history.state, "", search ? `?${search}` : window.location.pathname);
}

/** What the kinds ask of the server of this app. */
export function liveServices(data: LiveData): Services {
  let figures: Promise<{ readonly figures: Readonly<Record<string, Figure>> }> | null = null;
  const search = (path: string, text: string) =>
    get<{ readonly results: readonly Option[] }>(`${data.base}${path}?q=${encodeURIComponent(text)}`).then(
      (answer) => answer.results,
    );
  const entityOf = () => data.artefact.pages.find((page) => page.key === data.page)?.entity ?? "";
  const askable = () => {
    const entity = data.artefact.entities.find((item) => item.key === entityOf());
    return new Set([...OF_EVERY_RECORD, ...(entity?.fields.map((field) => field.key) ?? [])]);
  };
  return {
    options: (entity, text) => search(`options/${entity}/`, text),
    people: (text) => search("people/", text),
    upload: async (field, file, signal) => {
      const form = new FormData();
      form.set("file", file);
      form.set("entity", entityOf());
      form.set("field", field.key);
      try {
        return await request<FileValue>("POST", `${data.base}files/`, { form, signal });
      } catch (error) {
        throw new Error(
          error instanceof Problem && error.status > 0 ? firstMessage(error) : words.uploadFailed,
        );
      }
    },
    fileHref: (file) => `${data.base}files/${file.id}/`,
    list: async (entity, query) => {
      try {
        return await get<ListAnswer>(`${data.base}${entity}/?${listParams(query)}`);
      } catch (error) {
        throw error instanceof Problem ? new Error(firstMessage(error)) : error;
      }
    },
    figure: async (nodeId) => {
      figures ??= get<{ readonly figures: Readonly<Record<string, Figure>> }>(
        `${data.base}figures/${data.page}/`,
      );
      const all = await figures;
      return all.figures[nodeId] ?? { value: null, exact: true, amounts: [] };
    },
    recordHref: (entity, id) => recordHref(data, entity, id),
    startQuery: () => readAddress(askable()),
    keepQuery: keepInAddress,
  };
}

/** The most useful sentence of a refusal. */
export function firstMessage(error: Problem): string {
  return error.errors[0]?.message ?? error.message;
}
