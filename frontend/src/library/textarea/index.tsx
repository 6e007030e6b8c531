import { type CSSProperties, useEffect, useRef, useState } from "react";
import { cleanText, lengthOf } from "../clean";
import { FieldShell, placeholderOf, typedText } from "../field";
import styles from "../field.module.css";
import { integer } from "../read";
import { pick, showText } from "../textual";
import type { FieldKind, InputProps, Settings } from "../types";
import { words } from "../words";

const DEFAULT_LENGTH = 5000;
const MOST = 50_000;
const SPEAK_EVERY_MS = 10_000;
const SAMPLES = [
  "Two nights in Utrecht for the spring audit. The second night replaces the train that was cancelled.",
  "Asked for by the client on 3 May.",
];

const limitOf = (settings: Settings): number =>
  Math.max(1, Math.min(integer(settings, "max_length", DEFAULT_LENGTH), MOST));

/** What the counter says aloud: at most every 10 s, and only near the end. */
function useSpokenCount(left: number, near: boolean): string {
  const [spoken, setSpoken] = useState("");
  const lastAt = useRef(0);
  useEffect(() => {
    if (!near) {
      return;
    }
    const wait = Math.max(1000, lastAt.current + SPEAK_EVERY_MS - Date.now());
    const timer = setTimeout(() => {
      lastAt.current = Date.now();
      setSpoken(left >= 0 ? words.characters(left) : words.charactersOver(-left));
    }, wait);
    return () => clearTimeout(timer);
  }, [left, near]);
  return spoken;
}

function TextareaInput(input: InputProps) {
  const { settings } = input.field;
  const typed = typedText(input.value);
  const limit = limitOf(settings);
  const left = limit - lengthOf(typed.trim());
  const near = left <= Math.max(20, limit * 0.1);
  const spoken = useSpokenCount(left, near);
  const rows = Math.max(2, Math.min(integer(settings, "rows", 4), 20));
  return (
    <FieldShell input={input}>
      {(attributes) => (
        <>
          <textarea
            {...attributes}
            {...placeholderOf(input)}
            className={styles.control}
            rows={rows}
            // A box that grows with its content forgets its rows; the style sheet reads them from here.
            style={{ "--rows": rows } as CSSProperties}
            readOnly={input.readOnly}
            value={typed}
            onChange={(event) => input.onChange(event.target.value === "" ? null : event.target.value)}
            onBlur={input.onLeave}
          />
          {near ? (
            <span className={styles.counter} {...(left < 0 ? { "data-over": "" } : {})} aria-hidden="true">
              {left >= 0 ? words.characters(left) : words.charactersOver(-left)}
            </span>
          ) : null}
          <span className="visually-hidden" aria-live="polite">
            {spoken}
          </span>
        </>
      )}
    </FieldShell>
  );
}

/** Several lines of text. The box grows with what is typed. */
export const kind: FieldKind = {
  kind: "textarea",
  ask: "enter",
  Input: TextareaInput,
  clean: (value, settings) => cleanText(value, limitOf(settings), true),
  show: showText,
  sample: (_field, index) => pick(SAMPLES, index),
};
