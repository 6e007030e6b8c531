import { type AnchorHTMLAttributes, type JSX, type ReactNode, useId } from "react";
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from "react-aria-components/Button";
import styles from "./button.module.css";
import { cx } from "./cx";
import { Icon, type LucideIcon } from "./Icon";

export type ButtonVariant = "primary" | "secondary" | "quiet" | "danger";
export type ButtonSize = "sm" | "md" | "lg";

interface Look {
  readonly variant?: ButtonVariant | undefined;
  readonly size?: ButtonSize | undefined;
  /** Fills the width of its place. */
  readonly wide?: boolean | undefined;
  readonly className?: string | undefined;
}

export interface ButtonProps
  extends Look,
    Omit<AriaButtonProps, "className" | "children" | "style" | "isPending"> {
  readonly children: ReactNode;
  readonly icon?: LucideIcon | undefined;
  /** Keeps its label and place, tells assistive technology it is busy, ignores further presses. */
  readonly busy?: boolean | undefined;
  /** Why it cannot be used now: the button stays focusable and says this sentence. */
  readonly unavailable?: string | undefined;
}

function buttonClass({ variant = "secondary", size = "md", wide, className }: Look): string {
  return cx(styles.button, styles[variant], styles[size], wide && styles.wide, className);
}

/** A command. Words are verb + object. */
export function Button({
  children,
  icon,
  variant,
  size,
  wide,
  className,
  busy,
  unavailable,
  onPress,
  ...rest
}: ButtonProps) {
  const reasonId = useId();
  const blocked = Boolean(unavailable) || Boolean(busy);
  return (
    <>
      <AriaButton
        {...rest}
        {...(blocked ? {} : onPress ? { onPress } : {})}
        {...(blocked && rest.type === "submit" ? { type: "button" as const } : {})}
        {...(unavailable ? { "aria-describedby": reasonId } : {})}
        className={buttonClass({ variant, size, wide, className })}
        {...(blocked
          ? {
              render: (dom: JSX.IntrinsicElements["button"]) => (
                <button
                  {...dom}
                  {...(unavailable ? { "aria-disabled": true, title: unavailable } : {})}
                  {...(busy ? { "aria-busy": true } : {})}
                />
              ),
            }
          : {})}
      >
        {icon ? <Icon of={icon} size={size === "lg" ? 20 : 16} /> : null}
        {children}
      </AriaButton>
      {unavailable ? (
        <span id={reasonId} className="visually-hidden">
          {unavailable}
        </span>
      ) : null}
    </>
  );
}

export interface ButtonLinkProps extends Look, Omit<AnchorHTMLAttributes<HTMLAnchorElement>, "className"> {
  readonly href: string;
  readonly icon?: LucideIcon | undefined;
  readonly children: ReactNode;
}

/** A link that looks like a button: it goes somewhere, it changes nothing. */
export function ButtonLink({ children, icon, variant, size, wide, className, ...rest }: ButtonLinkProps) {
  return (
    <a {...rest} className={buttonClass({ variant, size, wide, className })}>
      {icon ? <Icon of={icon} size={size === "lg" ? 20 : 16} /> : null}
      {children}
    </a>
  );
}
