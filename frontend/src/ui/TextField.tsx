import type { Ref } from "react";
import { Input } from "react-aria-components/Input";
import { TextArea as AriaTextArea } from "react-aria-components/TextArea";
import {
  TextField as AriaTextField,
  type TextFieldProps as AriaTextFieldProps,
} from "react-aria-components/TextField";
import styles from "./control.module.css";
import { cx } from "./cx";
import { type FieldProps, FieldText } from "./FieldText";

type Shared = FieldProps & Omit<AriaTextFieldProps, "className" | "children" | "style" | "validate">;

export interface TextFieldProps extends Shared {
  readonly placeholder?: string | undefined;
  /** Set in the mono face: keys, codes, formulas. */
  readonly mono?: boolean | undefined;
  readonly inputRef?: Ref<HTMLInputElement> | undefined;
}

export function TextField(props: TextFieldProps) {
  const { label, hideLabel, hint, error, optional, className, placeholder, mono, inputRef, ...rest } = props;
  return (
    <AriaTextField
      {...rest}
      isInvalid={Boolean(error) || Boolean(rest.isInvalid)}
      className={cx(styles.field, className)}
    >
      <FieldText label={label} hideLabel={hideLabel} hint={hint} error={error} optional={optional} />
      <Input
        className={cx(styles.control, mono && "mono")}
        {...(placeholder ? { placeholder } : {})}
        {...(inputRef ? { ref: inputRef } : {})}
      />
    </AriaTextField>
  );
}

export interface TextAreaProps extends Shared {
  readonly rows?: number | undefined;
  readonly placeholder?: string | undefined;
  readonly mono?: boolean | undefined;
  readonly inputRef?: Ref<HTMLTextAreaElement> | undefined;
}

export function TextArea(props: TextAreaProps) {
  const { label, hideLabel, hint, error, optional, className, rows, placeholder, mono, inputRef, ...rest } =
    props;
  return (
    <AriaTextField
      {...rest}
      isInvalid={Boolean(error) || Boolean(rest.isInvalid)}
      className={cx(styles.field, className)}
    >
      <FieldText label={label} hideLabel={hideLabel} hint={hint} error={error} optional={optional} />
      <AriaTextArea
        className={cx(styles.control, mono && "mono")}
        rows={rows ?? 3}
        {...(placeholder ? { placeholder } : {})}
        {...(inputRef ? { ref: inputRef } : {})}
      />
    </AriaTextField>
  );
}
