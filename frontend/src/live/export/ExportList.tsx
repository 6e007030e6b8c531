import Download from "lucide-react/icons/download";
import { useEffect, useRef } from "react";
import { Problem } from "@/api/client";
import { Banner } from "@/ui/Banner";
import { Button, ButtonLink } from "@/ui/Button";
import { toast } from "@/ui/Toast";
import { timeText } from "../page";
import styles from "./export.module.css";
import { type ExportsApi, isUnderWay, type RecordExport } from "./exports";
import type { Exports } from "./useExports";
import { words } from "./words";

interface ExportListProps {
  readonly api: ExportsApi;
  readonly exports: Exports;
}

/** What is being written, what can be fetched, and what did not work. */
export function ExportList({ api, exports }: ExportListProps) {
  const { found, isUnknown, forget } = exports;
  const list = useRef<HTMLUListElement>(null);
  const left = useRef<number | null>(null);
  useEffect(() => {
    if (left.current !== null) {
      focusRow(list.current, Math.min(left.current, found.length - 1));
      left.current = null;
    }
  }, [found]);
  if (found.length === 0 && !isUnknown) {
    return null;
  }
  const drop = async (one: RecordExport) => {
    try {
      await api.drop(one.id);
    } catch (error) {
      if (!(error instanceof Problem && error.status === 404)) {
        toast(words.dropFailed);
        return;
      }
    }
    left.current = found.indexOf(one);
    forget(one.id);
    toast(isUnderWay(one) ? words.cancelled : words.removed);
  };
  return (
    <section className={styles.exports} aria-label={words.region}>
      <ul ref={list}>
        {found.map((one) => (
          <li key={one.id}>
            <One one={one} onDrop={() => drop(one)} />
          </li>
        ))}
      </ul>
      {isUnknown ? <p className={styles.note}>{words.unknown}</p> : null}
    </section>
  );
}

/** What had the focus is gone: the row that is now in its place takes it, without one the heading of the page. */
function focusRow(list: HTMLUListElement | null, index: number): void {
  const button = list?.children[index]?.querySelector<HTMLElement>("button");
  (button ?? document.querySelector<HTMLElement>("main h1"))?.focus();
}

function One({ one, onDrop }: { readonly one: RecordExport; readonly onDrop: () => void }) {
  if (one.state === "failed") {
    return (
      <Banner
        tone="bad"
        title={words.failed(one.name)}
        actions={
          <Button size="sm" onPress={onDrop} aria-label={words.dismiss(one.name)}>
            {words.dismissShort}
          </Button>
        }
      >
        {one.message}
      </Banner>
    );
  }
  return one.state === "ready" ? <Ready one={one} onDrop={onDrop} /> : <Writing one={one} onDrop={onDrop} />;
}

function Writing({ one, onDrop }: { readonly one: RecordExport; readonly onDrop: () => void }) {
  const text = one.state === "waiting" ? words.waiting : words.progress(one.rows, one.rows_expected);
  const far =
    one.rows_expected === null ? {} : { value: one.rows, max: Math.max(one.rows_expected, one.rows, 1) };
  return (
    <div className={styles.one}>
      <div className={styles.what}>
        <strong>{words.writing(one.name)}</strong>
        <progress
          className={styles.bar}
          aria-label={words.writing(one.name)}
          aria-valuetext={text}
          {...far}
        />
        <span className={styles.note}>{text}</span>
      </div>
      <Button onPress={onDrop} aria-label={words.cancel(one.name)}>
        {words.cancelShort}
      </Button>
    </div>
  );
}

function Ready({ one, onDrop }: { readonly one: RecordExport; readonly onDrop: () => void }) {
  return (
    <div className={styles.one}>
      <div className={styles.what}>
        <ButtonLink href={one.file ?? ""} download={one.name} icon={Download} className={styles.download}>
          {words.download(one.name)}
        </ButtonLink>
        <span className={styles.note}>
          {words.facts(one.rows, sizeText(one.size ?? 0), timeText(one.kept_until ?? ""))}
        </span>
        {one.cut > 0 ? <span className={styles.note}>{words.cut(one.cut)}</span> : null}
      </div>
      <Button variant="quiet" onPress={onDrop} aria-label={words.remove(one.name)}>
        {words.removeShort}
      </Button>
    </div>
  );
}

/** "2.4 MB", "12 kB" */
function sizeText(bytes: number): string {
  return bytes < 1_000_000
    ? `${Math.max(1, Math.round(bytes / 1000))} kB`
    : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
