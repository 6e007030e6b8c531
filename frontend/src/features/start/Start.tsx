import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { get, Problem, post, request } from "@/api/client";
import { Loaded } from "@/features/Loaded";
import type { PageData } from "@/page";
import { Shell } from "@/shell";
import type { Upload } from "./types";
import { Ways } from "./Ways";
import { Wizard } from "./Wizard";
import { words } from "./words";

const IMPORT = "import";
const crumbs = [{ label: words.apps, href: "/apps/" }];

/** S3: start from a spreadsheet or blank. The upload stands in the address, so a reload continues. */
export default function Start({ page }: { readonly page: PageData<unknown> }) {
  const [id, setId] = useState(() => new URLSearchParams(window.location.search).get(IMPORT));
  const go = (next: string | null) => {
    window.history.pushState(null, "", next ? `?${IMPORT}=${next}` : window.location.pathname);
    setId(next);
  };
  return (
    <Shell page={page} title={words.title} area="apps" crumbs={crumbs} wide={id !== null}>
      {id ? <Stored id={id} onBack={() => go(null)} /> : <Choose onUpload={go} />}
    </Shell>
  );
}

function Stored({ id, onBack }: { readonly id: string; readonly onBack: () => void }) {
  const key = ["import", id];
  const query = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => get<Upload>(`/api/imports/${id}`, signal),
  });
  return <Loaded query={query}>{(upload) => <Wizard key={id} upload={upload} onBack={onBack} />}</Loaded>;
}

function Choose({ onUpload }: { readonly onUpload: (id: string) => void }) {
  const [abort, setAbort] = useState<AbortController | null>(null);
  const [blankError, setBlankError] = useState<string | null>(null);
  const upload = useMutation({
    mutationFn: (source: File | string) => {
      const controller = new AbortController();
      setAbort(controller);
      return send(source, controller.signal);
    },
    onSuccess: (stored) => onUpload(stored.id),
  });
  const blank = useMutation({
    mutationFn: (title: string) => post<{ id: string }>("/api/apps", { title, start: "blank" }),
    onSuccess: (app) => window.location.assign(`/apps/${app.id}/form/`),
  });
  return (
    <Ways
      reading={upload.isPending}
      creating={blank.isPending || blank.isSuccess}
      refusal={upload.error && !isAbort(upload.error) ? refusalOf(upload.error) : null}
      blankError={blankError ?? blank.error?.message ?? null}
      onTable={(source) => upload.mutate(source)}
      onCancel={() => abort?.abort()}
      onBlank={(title) => {
        const missing = title.trim() ? null : words.blank.missing;
        setBlankError(missing);
        // A second press before the first is answered would make a second app.
        if (!missing && !blank.isPending && !blank.isSuccess) blank.mutate(title.trim());
      }}
    />
  );
}

function send(source: File | string, signal: AbortSignal): Promise<Upload> {
  if (typeof source === "string") {
    const body = { text: source, name: words.sheet.pastedName };
    return request<Upload>("POST", "/api/imports", { body, signal });
  }
  const form = new FormData();
  form.append("file", source);
  return request<Upload>("POST", "/api/imports", { form, signal });
}

const isAbort = (error: Error): boolean => error instanceof DOMException && error.name === "AbortError";

function refusalOf(error: Error): readonly string[] {
  return error instanceof Problem && error.errors.length > 0
    ? error.errors.map((place) => place.message)
    : [error.message];
}
