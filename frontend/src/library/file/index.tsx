import Paperclip from "lucide-react/icons/paperclip";
import X from "lucide-react/icons/x";
import { type DragEvent, useEffect, useRef, useState } from "react";
import { Icon } from "@/ui/Icon";
import { announce } from "@/ui/LiveRegion";
import { ok, refuse } from "../clean";
import { FieldShell } from "../field";
import { problem } from "../messages";
import { integer, isRecord, texts } from "../read";
import type { Cleaned, FieldKind, FieldSpec, FileValue, InputProps, Json, Settings } from "../types";
import { words } from "../words";
import styles from "./file.module.css";

const MOST = 20;
const DEFAULT_MEGABYTES = 10;
const MOST_MEGABYTES = 50;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

const mostFiles = (settings: Settings): number =>
  Math.max(1, Math.min(integer(settings, "max_count", 1), MOST));
const megabytes = (settings: Settings): number =>
  Math.max(1, Math.min(integer(settings, "max_mb", DEFAULT_MEGABYTES), MOST_MEGABYTES));

function isFile(value: Json): value is Json & FileValue {
  return isRecord(value) && typeof value.id === "string";
}

export function filesOf(value: Json): readonly FileValue[] {
  return Array.isArray(value) ? (value as readonly Json[]).filter(isFile) : [];
}

/** "2.4 MB" */
export function sizeText(bytes: number): string {
  if (bytes < 1000) {
    return `${bytes} bytes`;
  }
  return bytes < 1_000_000 ? `${Math.round(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** What is wrong with a file before it is sent; "" when nothing. */
function refusalOf(file: File, field: FieldSpec): string {
  if (file.size === 0) {
    return problem(field, "add", "file-empty").message;
  }
  const most = megabytes(field.settings);
  return file.size > most * 1_000_000
    ? problem(field, "add", "file-size", { limit: String(most) }).message
    : "";
}

interface Sending {
  readonly name: string;
  readonly stop: AbortController;
}

function useUpload(input: InputProps) {
  const [sending, setSending] = useState<readonly Sending[]>([]);
  const [failure, setFailure] = useState("");
  const latest = useRef(input);
  latest.current = input;
  const running = useRef(sending);
  running.current = sending;
  useEffect(
    () => () => {
      for (const item of running.current) {
        item.stop.abort();
      }
    },
    [],
  );

  const send = async (file: File) => {
    const refusal = refusalOf(file, input.field);
    setFailure(refusal);
    if (refusal) {
      return;
    }
    const stop = new AbortController();
    const item = { name: file.name, stop };
    setSending((items) => [...items, item]);
    announce(words.uploading(file.name));
    try {
      const stored = await input.services.upload(input.field, file, stop.signal);
      const { value, onChange } = latest.current;
      onChange([...filesOf(value), { ...stored }]);
      announce(words.uploaded(file.name));
    } catch (error) {
      setFailure(error instanceof Error && error.message ? error.message : words.uploadFailed);
    } finally {
      setSending((items) => items.filter((other) => other !== item));
    }
  };
  return { sending, failure, send };
}

function FileInput(input: InputProps) {
  const { settings } = input.field;
  const files = filesOf(input.value);
  const most = mostFiles(settings);
  const { sending, failure, send } = useUpload(input);
  const [isOver, setIsOver] = useState(false);
  const room = most - files.length - sending.length;
  const locked = input.disabled || input.readOnly;
  const types = texts(settings, "types");
  const take = (list: FileList | null) => {
    for (const file of [...(list ?? [])].slice(0, Math.max(0, room))) {
      void send(file);
    }
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(false);
    if (!locked) {
      take(event.dataTransfer.files);
    }
  };
  const shown = failure ? { ...input, problem: { code: "file", message: failure } } : input;
  return (
    <FieldShell input={shown} group kindHint={words.fileLimits(megabytes(settings), most, types)}>
      {(attributes) => (
        // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way, the button is the first
        <div
          className={styles.place}
          {...(isOver ? { "data-over": "" } : {})}
          onDragOver={(event) => {
            event.preventDefault();
            setIsOver(!locked);
          }}
          onDragLeave={() => setIsOver(false)}
          onDrop={drop}
        >
          <FileList input={input} files={files} sending={sending} isLocked={locked} />
          {room > 0 && !input.readOnly ? (
            <label className={styles.add}>
              <input
                type="file"
                id={`${attributes.id}-first`}
                disabled={input.disabled}
                multiple={most > 1}
                {...(types.length > 0
                  ? { accept: types.map((type) => `.${type.replace(/^\./, "")}`).join(",") }
                  : {})}
                aria-label={`${most > 1 ? words.addFiles : words.addFile}, ${input.field.label}`}
                onChange={(event) => {
                  take(event.target.files);
                  event.target.value = "";
                }}
                onBlur={input.onLeave}
              />
              <span className={styles.button}>
                {files.length > 0 ? words.addAnother : most > 1 ? words.addFiles : words.addFile}
              </span>
              <span className={styles.drop}>{words.dropHere}</span>
            </label>
          ) : null}
        </div>
      )}
    </FieldShell>
  );
}

interface FileListProps {
  readonly input: InputProps;
  readonly files: readonly FileValue[];
  readonly sending: readonly Sending[];
  readonly isLocked: boolean;
}

function FileList({ input, files, sending, isLocked }: FileListProps) {
  if (files.length === 0 && sending.length === 0) {
    return null;
  }
  const remove = (id: string) => {
    const rest = files.filter((file) => file.id !== id);
    input.onChange(rest.length > 0 ? rest : null);
  };
  return (
    <ul className={styles.files}>
      {files.map((file) => (
        <li key={file.id}>
          <Icon of={Paperclip} />
          <FileLink file={file} href={input.services.fileHref(file)} />
          {isLocked ? null : (
            <button
              type="button"
              className={styles.remove}
              aria-label={words.removeFile(file.name)}
              onClick={() => remove(file.id)}
            >
              <Icon of={X} />
            </button>
          )}
        </li>
      ))}
      {sending.map((item) => (
        <li key={item.name} className="hush">
          <Icon of={Paperclip} />
          <span>{words.uploading(item.name)}</span>
          <progress aria-label={words.uploading(item.name)} />
        </li>
      ))}
    </ul>
  );
}

function FileLink({ file, href }: { readonly file: FileValue; readonly href: string | null }) {
  return (
    <span className={styles.name}>
      {href ? <a href={href}>{file.name}</a> : file.name}
      <span className="hush"> {sizeText(file.size)}</span>
    </span>
  );
}

function clean(value: Json, settings: Settings): Cleaned {
  if (value === null || value === "" || (Array.isArray(value) && value.length === 0)) {
    return ok(null);
  }
  if (!Array.isArray(value) || value.length > MOST * 5) {
    return refuse("file");
  }
  const ids = new Set<string>();
  for (const item of value as readonly Json[]) {
    if (!isRecord(item) || typeof item.id !== "string" || !UUID.test(item.id)) {
      return refuse("file");
    }
    ids.add(item.id.toLowerCase());
  }
  const most = mostFiles(settings);
  return ids.size > most ? refuse("file-count", { limit: String(most) }) : ok([...ids].map((id) => ({ id })));
}

/** Files. The button comes first; dropping is a second way. */
export const kind: FieldKind = {
  kind: "file",
  ask: "add",
  Input: FileInput,
  clean,
  show: (value) =>
    filesOf(value)
      .map((file) => file.name ?? "")
      .join(", "),
  Show: ({ value, services }) => (
    <ul className={styles.files}>
      {filesOf(value).map((file) => (
        <li key={file.id}>
          <FileLink file={file} href={services.fileHref(file)} />
        </li>
      ))}
    </ul>
  ),
  sample: (_field, index) => [
    {
      id: `00000000-0000-4000-8000-00000000000${index % 10}`,
      name: `receipt-${index + 1}.pdf`,
      size: 184_000,
      mime: "application/pdf",
      sha256: "",
    },
  ],
  group: true,
};
