import CircleAlert from "lucide-react/icons/circle-alert";
import type { ReactNode } from "react";
import { FieldError } from "react-aria-components/FieldError";
import { Label } from "react-aria-components/Label";
import { Text } from "react-aria-components/Text";
import styles from "./control.module.css";
import { Icon } from "./Icon";

/** What every field of this kit can be given. */
export interface FieldProps {
  readonly label: string;
  /** Hides the label from sight only. */
  readonly hideLabel?: boolean | undefined;
  /** A sentence under the label. */
  readonly hint?: ReactNode | undefined;
  /** What is wrong and how to mend it; makes the field invalid. */
  readonly error?: string | undefined;
  /** Writes "(optional)" behind the label. */
  readonly optional?: boolean | undefined;
  readonly className?: string | undefined;
}

/** Label, hint and error, in that order, before the control. */
export function FieldText({ label, hideLabel, hint, error, optional }: FieldProps) {
  return (
    <>
      <Label className={hideLabel ? "visually-hidden" : (styles.label ?? "")}>
        {label}
        {optional ? <span className={styles.optional}> (optional)</span> : null}
      </Label>
      {hint ? (
        <Text slot="description" className={styles.hint ?? ""}>
          {hint}
        </Text>
      ) : null}
      {error ? (
        <FieldError className={styles.error ?? ""}>
          <Icon of={CircleAlert} />
          <span>
            <span className="visually-hidden">Error: </span>
            {error}
          </span>
        </FieldError>
      ) : null}
    </>
  );
}
