import CircleAlert from "lucide-react/icons/circle-alert";
import { type AriaAttributes, memo, type ReactNode } from "react";
import { Icon } from "@/ui/Icon";
import styles from "./field.module.css";
import { flag, text } from "./read";
import type { InputProps } from "./types";
import { words } from "./words";

export interface ControlAttributes extends AriaAttributes {
  readonly id: string;
  readonly disabled: boolean;
  readonly required?: never;
}

export interface FieldShellProps {
  readonly input: Pick<
    InputProps,
    "id" | "field" | "props" | "required" | "problem" | "disabled" | "readOnly"
  >;
  /** A fieldset with a legend instead of a label: for sets of controls. */
  readonly group?: boolean;
  /** Said with the name, e.g. the unit or the currency. */
  readonly nameNote?: string;
  /** An extra line of help that the kind itself gives, e.g. the allowed files. */
  readonly kindHint?: string;
  /** Receives what ties the control to its label, hint and error. */
  readonly children: (attributes: ControlAttributes) => ReactNode;
}

/** Label, hint, error, control, in that order, tied together for assistive technology. */
export function FieldShell({ input, group, nameNote, kindHint, children }: FieldShellProps) {
  const { id, field, props, required, problem } = input;
  const hint = [field.help, kindHint].filter(Boolean).join("\n");
  const hintId = `${id}-hint`;
  const errorId = `${id}-error`;
  const described = [hint ? hintId : "", problem ? errorId : ""].filter(Boolean).join(" ");
  const hideLabel = !flag(props, "show_label", true);
  const label = (
    <>
      {field.label}
      {nameNote ? ` (${nameNote})` : null}
      {required || field.kind === "calc" ? null : <span className={styles.optional}>{words.optional}</span>}
    </>
  );
  const labelClass = hideLabel ? "visually-hidden" : styles.label;
  const notes = (
    <>
      {hint ? (
        <p id={hintId} className={styles.hint}>
          {hint}
        </p>
      ) : null}
      {problem ? <ErrorLine id={errorId} message={problem.message} /> : null}
    </>
  );
  const attributes: ControlAttributes = {
    id,
    disabled: input.disabled,
    ...(described && !group ? { "aria-describedby": described } : {}),
    ...(problem && !group ? { "aria-invalid": true } : {}),
    ...(required && !group ? { "aria-required": true } : {}),
  };
  if (group) {
    return (
      <fieldset
        id={id}
        className={styles.field}
        {...(described ? { "aria-describedby": described } : {})}
        {...(problem ? { "data-invalid": "" } : {})}
      >
        <legend className={labelClass}>{label}</legend>
        {notes}
        {children(attributes)}
      </fieldset>
    );
  }
  return (
    <div className={styles.field} {...(problem ? { "data-invalid": "" } : {})}>
      <label htmlFor={id} className={labelClass}>
        {label}
      </label>
      {notes}
      {children(attributes)}
    </div>
  );
}

const ErrorLine = memo(function ErrorLine({
  id,
  message,
}: {
  readonly id: string;
  readonly message: string;
}) {
  return (
    <p id={id} className={styles.error}>
      <Icon of={CircleAlert} />
      <span>
        <span className="visually-hidden">{words.errorPrefix}</span>
        {message}
      </span>
    </p>
  );
});

/** The text an input shows: what was typed, or nothing. */
export function typedText(value: InputProps["value"]): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

/** Attributes of a one-line input that come from its place and settings. */
export function placeholderOf(input: InputProps): { placeholder?: string } {
  const placeholder = text(input.props, "placeholder");
  return placeholder ? { placeholder } : {};
}
