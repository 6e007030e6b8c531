import type { HTMLInputAutoCompleteAttribute, HTMLInputTypeAttribute } from "react";
import { cx } from "@/ui/cx";
import { FieldShell, placeholderOf, typedText } from "./field";
import styles from "./field.module.css";
import type { InputProps } from "./types";

export interface TextControlProps {
  readonly input: InputProps;
  readonly type?: HTMLInputTypeAttribute;
  readonly inputMode?: "text" | "email" | "tel" | "url" | "decimal" | "numeric";
  readonly autoComplete?: HTMLInputAutoCompleteAttribute;
  readonly prefix?: string;
  readonly suffix?: string;
  /** Said with the name: the unit. */
  readonly nameNote?: string;
  readonly kindHint?: string;
  readonly numeric?: boolean;
  readonly short?: boolean;
  readonly step?: number;
  readonly min?: string;
  readonly max?: string;
}

/** One line to type in. A native input: it brings the right keyboard, autofill and spelling for free. */
export function TextControl(props: TextControlProps) {
  const { input, prefix, suffix, numeric, short } = props;
  return (
    <FieldShell
      input={input}
      {...(props.nameNote ? { nameNote: props.nameNote } : {})}
      {...(props.kindHint ? { kindHint: props.kindHint } : {})}
    >
      {(attributes) => (
        <div className={cx(styles.row, short && styles.short)}>
          {prefix ? (
            <span className={styles.affix} aria-hidden="true">
              {prefix}
            </span>
          ) : null}
          <input
            {...attributes}
            {...placeholderOf(input)}
            className={cx(styles.control, numeric && styles.num)}
            type={props.type ?? "text"}
            {...(props.inputMode ? { inputMode: props.inputMode } : {})}
            {...(props.step === undefined ? {} : { step: props.step })}
            {...(props.min ? { min: props.min } : {})}
            {...(props.max ? { max: props.max } : {})}
            autoComplete={props.autoComplete ?? "off"}
            readOnly={input.readOnly}
            value={typedText(input.value)}
            onChange={(event) => input.onChange(event.target.value === "" ? null : event.target.value)}
            onBlur={input.onLeave}
          />
          {suffix ? (
            <span className={styles.affix} aria-hidden="true">
              {suffix}
            </span>
          ) : null}
        </div>
      )}
    </FieldShell>
  );
}
