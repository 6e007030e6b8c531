import { type KeyboardEvent, type PointerEvent, useRef } from "react";
import styles from "./parts.module.css";

export interface SplitterProps {
  /** "Resize outline". */
  readonly label: string;
  /** Size in px of the pane it resizes. */
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly onChange: (value: number) => void;
  /** On which side of the splitter the pane lies. */
  readonly pane: "before" | "after";
}

const STEP = 16;

/** A focusable separator between two panes: drag it, or arrow keys in steps of 16 px. */
export function Splitter({ label, value, min, max, onChange, pane }: SplitterProps) {
  const start = useRef<{ x: number; value: number } | null>(null);
  const sign = pane === "before" ? 1 : -1;
  const set = (next: number) => onChange(Math.round(Math.min(max, Math.max(min, next))));

  const onKeyDown = (event: KeyboardEvent) => {
    const targets: Record<string, number> = {
      ArrowRight: value + sign * STEP,
      ArrowLeft: value - sign * STEP,
      Home: min,
      End: max,
    };
    const target = targets[event.key];
    if (target !== undefined) {
      event.preventDefault();
      set(target);
    }
  };
  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    start.current = { x: event.clientX, value };
  };
  const onPointerMove = (event: PointerEvent) => {
    if (start.current) {
      set(start.current.value + sign * (event.clientX - start.current.x));
    }
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a focusable separator with a value has no HTML element
    <div
      role="separator"
      tabIndex={0}
      aria-label={label}
      aria-orientation="vertical"
      aria-valuenow={value}
      aria-valuemin={min}
      aria-valuemax={max}
      className={styles.splitter}
      onKeyDown={onKeyDown}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={() => {
        start.current = null;
      }}
      onPointerCancel={() => {
        start.current = null;
      }}
    />
  );
}
