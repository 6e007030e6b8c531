import Minus from "lucide-react/icons/minus";
import Plus from "lucide-react/icons/plus";
import { Button } from "react-aria-components/Button";
import { Group } from "react-aria-components/Group";
import { Input } from "react-aria-components/Input";
import {
  NumberField as AriaNumberField,
  type NumberFieldProps as AriaNumberFieldProps,
} from "react-aria-components/NumberField";
import styles from "./control.module.css";
import { cx } from "./cx";
import { type FieldProps, FieldText } from "./FieldText";
import { Icon } from "./Icon";

export interface NumberFieldProps
  extends FieldProps,
    Omit<AriaNumberFieldProps, "className" | "children" | "style" | "validate"> {
  /** Shown behind the number; say it in the label too. */
  readonly unit?: string | undefined;
}

/** A whole or short number of the studio (a width, a limit). Amounts of people are decimals and live in library/. */
export function NumberField(props: NumberFieldProps) {
  const { label, hideLabel, hint, error, optional, className, unit, ...rest } = props;
  return (
    <AriaNumberField
      {...rest}
      isInvalid={Boolean(error) || Boolean(rest.isInvalid)}
      className={cx(styles.field, className)}
    >
      <FieldText label={label} hideLabel={hideLabel} hint={hint} error={error} optional={optional} />
      <Group className={styles.group ?? ""}>
        <Input className={cx(styles.control, "num")} />
        {unit ? <span className={styles.unit}>{unit}</span> : null}
        <Button slot="decrement" className={styles.step ?? ""}>
          <Icon of={Minus} />
        </Button>
        <Button slot="increment" className={styles.step ?? ""}>
          <Icon of={Plus} />
        </Button>
      </Group>
    </AriaNumberField>
  );
}
