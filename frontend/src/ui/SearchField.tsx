import Search from "lucide-react/icons/search";
import X from "lucide-react/icons/x";
import type { Ref } from "react";
import { Button } from "react-aria-components/Button";
import { Group } from "react-aria-components/Group";
import { Input } from "react-aria-components/Input";
import {
  SearchField as AriaSearchField,
  type SearchFieldProps as AriaSearchFieldProps,
} from "react-aria-components/SearchField";
import styles from "./control.module.css";
import { cx } from "./cx";
import { type FieldProps, FieldText } from "./FieldText";
import { Icon } from "./Icon";

export interface SearchFieldProps
  extends FieldProps,
    Omit<AriaSearchFieldProps, "className" | "children" | "style" | "validate"> {
  readonly placeholder?: string | undefined;
  readonly inputRef?: Ref<HTMLInputElement> | undefined;
}

export function SearchField(props: SearchFieldProps) {
  const { label, hideLabel, hint, error, optional, className, placeholder, inputRef, ...rest } = props;
  return (
    <AriaSearchField {...rest} className={cx(styles.field, className)}>
      {({ isEmpty }) => (
        <>
          <FieldText label={label} hideLabel={hideLabel} hint={hint} error={error} optional={optional} />
          <Group className={styles.group ?? ""}>
            <Icon of={Search} />
            <Input
              className={styles.control ?? ""}
              {...(placeholder ? { placeholder } : {})}
              {...(inputRef ? { ref: inputRef } : {})}
            />
            {isEmpty ? null : (
              <Button className={styles.step ?? ""} aria-label="Clear the search">
                <Icon of={X} />
              </Button>
            )}
          </Group>
        </>
      )}
    </AriaSearchField>
  );
}
