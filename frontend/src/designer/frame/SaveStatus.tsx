import { useDraft, useWorkbench } from "@/designer/store/context";
import { words } from "@/designer/words";
import styles from "./frame.module.css";

/** Whether everything is on the server; in words, never a spinner. */
export function SaveStatus() {
  const bench = useWorkbench();
  const status = useDraft((state) => state.status);
  const kept = useDraft((state) => state.pending.length);
  const isAsked = useDraft((state) => state.clash !== null);
  if (isAsked) {
    return (
      <span className={styles.status} data-tone="warn">
        {words.waits}
      </span>
    );
  }
  if (status.kind === "failed") {
    return (
      <span className={styles.status} data-tone="bad" title={status.message}>
        {words.notSaved}{" "}
        <button type="button" className={styles.retry} onClick={() => void bench.sync.flush()}>
          {words.retrySave}
        </button>
      </span>
    );
  }
  if (status.kind === "offline") {
    return (
      <span className={styles.status} data-tone="warn">
        {words.offline(kept)}
      </span>
    );
  }
  if (status.kind === "saving") return <span className={styles.status}>{words.saving}</span>;
  return (
    <span className={styles.status} title={status.at ? new Date(status.at).toString() : undefined}>
      {status.at ? words.saved(timeOf(status.at)) : words.savedNow}
    </span>
  );
}

export function timeOf(iso: string): string {
  return new Date(iso).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", hour12: false });
}
