import { type JSX, type Ref, useId } from "react";
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from "react-aria-components/Button";
import type { ButtonVariant } from "./Button";
import styles from "./button.module.css";
import { cx } from "./cx";
import { Icon, type LucideIcon } from "./Icon";
import { Tooltip } from "./Tooltip";

export interface IconButtonProps
  extends Omit<AriaButtonProps, "className" | "children" | "style" | "aria-label" | "isPending"> {
  /** Its accessible name, shown as tooltip: verb + object. */
  readonly label: string;
  readonly icon: LucideIcon;
  readonly keys?: string | undefined;
  readonly variant?: ButtonVariant | undefined;
  readonly size?: "sm" | "md" | undefined;
  /** Shown as switched on (a pressed toggle); pass `aria-pressed` yourself where it is one. */
  readonly selected?: boolean | undefined;
  readonly unavailable?: string | undefined;
  readonly className?: string | undefined;
  readonly ref?: Ref<HTMLButtonElement> | undefined;
}

/** An icon alone: only for undo, redo, close, more, move up and down and the like. */
export function IconButton({
  label,
  icon,
  keys,
  variant = "quiet",
  size = "sm",
  selected,
  unavailable,
  className,
  onPress,
  ref,
  ...rest
}: IconButtonProps) {
  const reasonId = useId();
  const name = cx(
    styles.button,
    styles[variant],
    styles.icon,
    styles[size],
    selected && styles.selected,
    className,
  );
  const blocked = unavailable
    ? {
        "aria-describedby": reasonId,
        render: (dom: JSX.IntrinsicElements["button"]) => <button {...dom} aria-disabled />,
      }
    : onPress
      ? { onPress }
      : {};
  return (
    <>
      <Tooltip text={unavailable ? `${label}: ${unavailable}` : label} keys={keys}>
        <AriaButton {...rest} {...blocked} {...(ref ? { ref } : {})} aria-label={label} className={name}>
          <Icon of={icon} />
        </AriaButton>
      </Tooltip>
      {unavailable ? (
        <span id={reasonId} className="visually-hidden">
          {unavailable}
        </span>
      ) : null}
    </>
  );
}
