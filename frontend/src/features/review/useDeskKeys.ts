import { useEffect, useRef } from "react";

export interface DeskKeys {
  readonly onStep: (by: 1 | -1) => void;
  readonly onViewed: () => void;
  readonly onComment: () => void;
  readonly onFlip: (flipped: boolean) => void;
  readonly onFinish: () => void;
}

const TYPING = "input, textarea, select, [contenteditable], [role=dialog] *";

/** J/K, V, C, hold B, Ctrl+Enter. Single letters act only while nothing is being typed. */
export function useDeskKeys(keys: DeskKeys): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const down = (event: KeyboardEvent) => {
      const { onStep, onViewed, onComment, onFlip, onFinish } = latest.current;
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) onFinish();
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const act: Record<string, () => void> = {
        j: () => onStep(1),
        k: () => onStep(-1),
        v: onViewed,
        b: () => onFlip(true),
        c: () => {
          event.preventDefault();
          onComment();
        },
      };
      act[event.key.toLowerCase()]?.();
    };
    const up = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() === "b") latest.current.onFlip(false);
    };
    window.addEventListener("keydown", down);
    window.addEventListener("keyup", up);
    return () => {
      window.removeEventListener("keydown", down);
      window.removeEventListener("keyup", up);
    };
  }, []);
}

const isTyping = (target: EventTarget | null): boolean => target instanceof Element && target.matches(TYPING);
