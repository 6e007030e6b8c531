import Check from "lucide-react/icons/check";
import Minus from "lucide-react/icons/minus";
import type { ReactNode } from "react";
import {
  Checkbox as AriaCheckbox,
  type CheckboxProps as AriaCheckboxProps,
} from "react-aria-components/Checkbox";
import {
  CheckboxGroup as AriaCheckboxGroup,
  type CheckboxGroupProps as AriaCheckboxGroupProps,
} from "react-aria-components/CheckboxGroup";
import { Switch as AriaSwitch, type SwitchProps as AriaSwitchProps } from "react-aria-components/Switch";
import styles from "./control.module.css";
import { cx } from "./cx";
import { type FieldProps, FieldText } from "./FieldText";
import { Icon } from "./Icon";

export interface CheckboxProps
  extends Omit<AriaCheckboxProps, "className" | "children" | "style" | "validate"> {
  readonly children: ReactNode;
  readonly note?: ReactNode | undefined;
  readonly className?: string | undefined;
}

export function Checkbox({ children, note, className, ...rest }: CheckboxProps) {
  return (
    <AriaCheckbox {...rest} className={cx(styles.choice, className)}>
      {({ isIndeterminate }) => (
        <>
          <span className={styles.mark} aria-hidden="true">
            <Icon of={isIndeterminate ? Minus : Check} />
          </span>
          <span>
            {children}
            {note ? <span className={styles["choice-note"]}>{note}</span> : null}
          </span>
        </>
      )}
    </AriaCheckbox>
  );
}

export interface CheckboxGroupProps
  extends FieldProps,
    Omit<AriaCheckboxGroupProps, "className" | "children" | "style" | "validate"> {
  /** `Checkbox` elements with a `value`. */
  readonly children: ReactNode;
}

export function CheckboxGroup(props: CheckboxGroupProps) {
  const { label, hideLabel, hint, error, optional, className, children, ...rest } = props;
  return (
    <AriaCheckboxGroup {...rest} isInvalid={Boolean(error)} className={cx(styles.field, className)}>
      <FieldText label={label} hideLabel={hideLabel} hint={hint} error={error} optional={optional} />
      <div className={styles.choices}>{children}</div>
    </AriaCheckboxGroup>
  );
}

export interface SwitchProps extends Omit<AriaSwitchProps, "className" | "children" | "style"> {
  readonly children: ReactNode;
  readonly note?: ReactNode | undefined;
  /** Puts the words at the start and the switch at the end of the line. */
  readonly spread?: boolean | undefined;
  readonly className?: string | undefined;
}

/** A setting that takes effect at once. */
export function Switch({ children, note, spread, className, ...rest }: SwitchProps) {
  const words = (
    <span>
      {children}
      {note ? <span className={styles["choice-note"]}>{note}</span> : null}
    </span>
  );
  return (
    <AriaSwitch {...rest} className={cx(styles.choice, spread && styles.between, className)}>
      {spread ? words : null}
      <span className={styles["switch-track"]} aria-hidden="true" />
      {spread ? null : words}
    </AriaSwitch>
  );
}
