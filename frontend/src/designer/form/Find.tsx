import { type KeyboardEvent, useState } from "react";
import { useScreen, useWorkbench } from "@/designer/store/context";
import { select } from "@/designer/store/screen";
import { words } from "@/designer/words";
import { labelOf } from "@/document/tree/labels";
import { rows } from "@/document/tree/rows";
import { announce } from "@/ui";
import styles from "./outline.module.css";

const NONE: ReadonlySet<string> = new Set();

/** F: type part of a label, Enter goes to the next object that has it, Escape goes back. */
export function Find({ page }: { readonly page: string }) {
  const bench = useWorkbench();
  const isOpen = useScreen((state) => state.isFinding);
  const [text, setText] = useState("");
  if (!isOpen) return null;
  const close = () => {
    setText("");
    bench.screen.setState({ isFinding: false });
    select(bench.screen, bench.screen.getState().focus, "canvas");
  };
  const go = (by: 1 | -1) => {
    const { document } = bench.draft.getState();
    const { catalogue } = bench.commands;
    const wanted = text.trim().toLowerCase();
    const found = rows(document, page, NONE)
      .map((row) => row.id)
      .filter((id) => labelOf(document, catalogue, id).toLowerCase().includes(wanted));
    if (wanted === "" || found.length === 0) {
      announce(words.find.none(text));
      return;
    }
    const at = found.indexOf(bench.screen.getState().focus ?? "");
    const next = found[(at + by + found.length) % found.length] ?? found[0];
    if (!next) return;
    bench.screen.setState({ collapsed: NONE });
    select(bench.screen, next);
    window.document.getElementById(`canvas-${next}`)?.scrollIntoView({ block: "nearest" });
    announce(words.find.found(labelOf(document, catalogue, next), found.indexOf(next) + 1, found.length));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter") {
      event.preventDefault();
      go(event.shiftKey ? -1 : 1);
    }
    if (event.key === "Escape") {
      event.preventDefault();
      close();
    }
  };
  return (
    <input
      className={styles.find}
      aria-label={words.find.label}
      placeholder={words.find.label}
      value={text}
      // Opened by a key press: the person is about to type here.
      ref={(input) => input?.focus()}
      onChange={(event) => setText(event.target.value)}
      onKeyDown={onKeyDown}
      onBlur={() => bench.screen.setState({ isFinding: false })}
    />
  );
}
