import { useLayoutEffect, useRef, useState } from "react";
import { perform, useWorkbench } from "@/designer/store/context";
import { select } from "@/designer/store/screen";
import { words } from "@/designer/words";
import { setLabel } from "@/document/commands/setLabel";
import styles from "./item.module.css";

/** The input laid over a label: Enter keeps, Escape restores, leaving keeps. */
export function LabelEditor({ id, label }: { readonly id: string; readonly label: string }) {
  const bench = useWorkbench();
  const [text, setText] = useState(label);
  const input = useRef<HTMLInputElement>(null);
  const isDone = useRef(false);
  useLayoutEffect(() => {
    input.current?.focus();
    input.current?.select();
  }, []);
  const finish = (keep: boolean, refocus: boolean) => {
    if (isDone.current) return;
    isDone.current = true;
    if (keep && text.trim() && text.trim() !== label) {
      perform(bench, setLabel(bench.draft.getState().document, id, text));
    }
    if (refocus) select(bench.screen, id, "canvas");
    else bench.screen.setState({ naming: null });
  };
  return (
    <input
      ref={input}
      className={styles.naming}
      aria-label={words.labelOf(label)}
      value={text}
      maxLength={200}
      onChange={(event) => setText(event.target.value)}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.nativeEvent.isComposing) return;
        if (event.key === "Enter") {
          event.preventDefault();
          finish(true, true);
        }
        if (event.key === "Escape") {
          event.preventDefault();
          finish(false, true);
        }
      }}
      onBlur={() => finish(true, false)}
    />
  );
}
