import type { ReactElement } from "react";
import { Tooltip as AriaTooltip, TooltipTrigger } from "react-aria-components/Tooltip";
import styles from "./layer.module.css";

export interface TooltipProps {
  /** A few words; a tooltip never holds what a person must know. */
  readonly text: string;
  /** Keys that do the same, e.g. "Ctrl+Z". */
  readonly keys?: string | undefined;
  /** One focusable element of this kit. */
  readonly children: ReactElement;
}

export function Tooltip({ text, keys, children }: TooltipProps) {
  return (
    <TooltipTrigger delay={500} closeDelay={80}>
      {children}
      <AriaTooltip className={styles.tooltip ?? ""} offset={6}>
        {text}
        {keys ? <kbd className={styles.keys}>{keys}</kbd> : null}
      </AriaTooltip>
    </TooltipTrigger>
  );
}
