import ArrowDown from "lucide-react/icons/arrow-down";
import ArrowUp from "lucide-react/icons/arrow-up";
import Plus from "lucide-react/icons/plus";
import X from "lucide-react/icons/x";
import { useId, useRef } from "react";
import { words } from "@/designer/words";
import { keyFromLabel, uniqueKey } from "@/document/keys/derive";
import type { Json } from "@/document/types";
import { Button, IconButton } from "@/ui";
import styles from "./inspector.module.css";
import type { WidgetProps } from "./widgets";

interface Option {
  readonly key: string;
  readonly label: string;
}

const NONE: ReadonlySet<string> = new Set();

/** Options in their order. Enter adds the next one, pasting lines adds many. A key is made once and stays. */
export function OptionsEditor({ schema, value, onChange }: WidgetProps) {
  const options = Array.isArray(value) ? (value as unknown as readonly Option[]) : [];
  const list = useRef<HTMLOListElement>(null);
  const title = useId();
  const write = (next: readonly Option[]) => onChange(next as unknown as Json);
  const focusAt = (index: number) =>
    requestAnimationFrame(() => list.current?.querySelectorAll<HTMLInputElement>("input")[index]?.focus());

  const insert = (index: number, labels: readonly string[]) => {
    const taken = options.map((option) => option.key);
    const made = labels.map((label) => {
      const key = uniqueKey(keyFromLabel(label, "option", NONE), taken);
      taken.push(key);
      return { key, label };
    });
    write([...options.slice(0, index), ...made, ...options.slice(index)]);
    focusAt(index + labels.length - 1);
  };
  const swap = (index: number, by: number) => {
    const next = [...options];
    const [moved] = next.splice(index, 1);
    if (moved) next.splice(index + by, 0, moved);
    write(next);
  };

  return (
    <fieldset aria-labelledby={title} className={styles.options}>
      <span id={title} className={styles.caption}>
        {schema.title ?? ""}
      </span>
      <ol ref={list}>
        {options.map((option, index) => (
          <li key={option.key}>
            <input
              aria-label={words.options.label(index + 1)}
              value={option.label}
              maxLength={120}
              onChange={(event) =>
                write(
                  options.map((one) =>
                    one.key === option.key ? { ...one, label: event.target.value } : one,
                  ),
                )
              }
              onKeyDown={(event) => {
                if (event.key === "Enter" && !event.nativeEvent.isComposing) {
                  event.preventDefault();
                  insert(index + 1, [words.options.fresh(options.length + 1)]);
                }
                if (event.altKey && event.key === "ArrowUp" && index > 0) swap(index, -1);
                if (event.altKey && event.key === "ArrowDown" && index < options.length - 1) swap(index, 1);
              }}
              onPaste={(event) => {
                const lines = event.clipboardData
                  .getData("text/plain")
                  .split(/\r?\n|\t/)
                  .map((line) => line.trim())
                  .filter(Boolean);
                if (lines.length < 2) return;
                event.preventDefault();
                insert(index + 1, lines);
              }}
            />
            <IconButton
              label={words.options.up(option.label)}
              icon={ArrowUp}
              onPress={() => swap(index, -1)}
              {...(index === 0 ? { unavailable: words.alreadyFirst } : {})}
            />
            <IconButton
              label={words.options.down(option.label)}
              icon={ArrowDown}
              onPress={() => swap(index, 1)}
              {...(index === options.length - 1 ? { unavailable: words.alreadyLast } : {})}
            />
            <IconButton
              label={words.options.remove(option.label)}
              icon={X}
              onPress={() => {
                write(options.filter((one) => one.key !== option.key));
                focusAt(Math.max(0, index - 1));
              }}
            />
          </li>
        ))}
      </ol>
      <Button
        size="sm"
        icon={Plus}
        onPress={() => insert(options.length, [words.options.fresh(options.length + 1)])}
      >
        {words.options.add}
      </Button>
      <p className={styles.note}>{words.options.paste}</p>
    </fieldset>
  );
}
