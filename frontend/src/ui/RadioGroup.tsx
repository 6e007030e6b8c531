import type { ReactNode } from "react";
import {
  Radio as AriaRadio,
  RadioGroup as AriaRadioGroup,
  type RadioGroupProps as AriaRadioGroupProps,
  type RadioProps as AriaRadioProps,
} from "react-aria-components/RadioGroup";
import styles from "./control.module.css";
import { cx } from "./cx";
import { type FieldProps, FieldText } from "./FieldText";

export interface RadioGroupProps
  extends FieldProps,
    Omit<AriaRadioGroupProps, "className" | "children" | "style" | "validate"> {
  /** `Radio` elements. */
  readonly children: ReactNode;
}

export function RadioGroup(props: RadioGroupProps) {
  const { label, hideLabel, hint, error, optional, className, children, ...rest } = props;
  return (
    <AriaRadioGroup {...rest} isInvalid={Boolean(error)} className={cx(styles.field, className)}>
      <FieldText label={label} hideLabel={hideLabel} hint={hint} error={error} optional={optional} />
      <div className={styles.choices} data-orientation={rest.orientation ?? "vertical"}>
        {children}
      </div>
    </AriaRadioGroup>
  );
}

export interface RadioProps extends Omit<AriaRadioProps, "className" | "children" | "style"> {
  readonly children: ReactNode;
  readonly note?: ReactNode | undefined;
}

export function Radio({ children, note, ...rest }: RadioProps) {
  return (
    <AriaRadio {...rest} className={styles.choice ?? ""}>
      <span className={cx(styles.mark, styles.round)} aria-hidden="true" />
      <span>
        {children}
        {note ? <span className={styles["choice-note"]}>{note}</span> : null}
      </span>
    </AriaRadio>
  );
}
