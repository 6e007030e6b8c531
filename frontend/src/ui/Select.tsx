import Check from "lucide-react/icons/check";
import ChevronDown from "lucide-react/icons/chevron-down";
import { Button } from "react-aria-components/Button";
import { ListBox, ListBoxItem } from "react-aria-components/ListBox";
import { Popover } from "react-aria-components/Popover";
import { Select as AriaSelect, SelectValue } from "react-aria-components/Select";
import styles from "./control.module.css";
import { cx } from "./cx";
import { type FieldProps, FieldText } from "./FieldText";
import { Icon, type LucideIcon } from "./Icon";
import layer from "./layer.module.css";

export interface SelectOption {
  readonly id: string;
  readonly label: string;
  readonly note?: string | undefined;
  readonly icon?: LucideIcon | undefined;
}

export interface SelectProps extends FieldProps {
  readonly options: readonly SelectOption[];
  /** The chosen id; null = nothing chosen. */
  readonly value: string | null;
  readonly onChange: (id: string) => void;
  readonly placeholder?: string | undefined;
  readonly isDisabled?: boolean | undefined;
  readonly isRequired?: boolean | undefined;
  readonly name?: string | undefined;
}

/** One of a few known things. `onChange` speaks ids. */
export function Select(props: SelectProps) {
  const { label, hideLabel, hint, error, optional, className, options, value, onChange, placeholder } = props;
  return (
    <AriaSelect
      value={value}
      onChange={(key) => {
        if (typeof key === "string") {
          onChange(key);
        }
      }}
      placeholder={placeholder ?? "Choose"}
      isInvalid={Boolean(error)}
      isDisabled={Boolean(props.isDisabled)}
      isRequired={Boolean(props.isRequired)}
      {...(props.name ? { name: props.name } : {})}
      className={cx(styles.field, className)}
    >
      <FieldText label={label} hideLabel={hideLabel} hint={hint} error={error} optional={optional} />
      <Button className={cx(styles.control, styles.select)}>
        <SelectValue>{({ selectedText, defaultChildren }) => selectedText || defaultChildren}</SelectValue>
        <Icon of={ChevronDown} />
      </Button>
      <Popover className={layer.popover ?? ""}>
        <ListBox className={layer.menu ?? ""} items={options}>
          {(option) => (
            <ListBoxItem id={option.id} textValue={option.label} className={layer.item ?? ""}>
              {option.icon ? <Icon of={option.icon} /> : null}
              <span className={layer["item-text"]}>
                {option.label}
                {option.note ? <span className={layer["item-note"]}>{option.note}</span> : null}
              </span>
              <Icon of={Check} className={layer.tick ?? ""} />
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}
