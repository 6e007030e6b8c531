import X from "lucide-react/icons/x";
import type { ReactNode } from "react";
import { Dialog as AriaDialog, DialogTrigger } from "react-aria-components/Dialog";
import { Heading } from "react-aria-components/Heading";
import { Modal, ModalOverlay } from "react-aria-components/Modal";
import { Popover as AriaPopover, type PopoverProps as AriaPopoverProps } from "react-aria-components/Popover";
import { cx } from "./cx";
import { IconButton } from "./IconButton";
import styles from "./layer.module.css";

export { DialogTrigger };

export interface DialogProps {
  readonly title: string;
  readonly size?: "normal" | "wide" | undefined;
  /** Controlled use; inside a `DialogTrigger` leave both out. */
  readonly isOpen?: boolean | undefined;
  readonly onOpenChange?: ((open: boolean) => void) | undefined;
  readonly role?: "dialog" | "alertdialog" | undefined;
  /** Body and, last, a `DialogFoot`. */
  readonly children: ReactNode | ((close: () => void) => ReactNode);
}

/** A modal dialog: a bottom sheet on a phone. Esc and the close button leave it; focus returns to its opener. */
export function Dialog({ title, size, isOpen, onOpenChange, role = "dialog", children }: DialogProps) {
  return (
    <ModalOverlay
      className={styles.scrim ?? ""}
      isDismissable={role === "dialog"}
      {...(isOpen === undefined ? {} : { isOpen })}
      {...(onOpenChange ? { onOpenChange } : {})}
    >
      <Modal className={cx(styles.modal, size === "wide" && styles.wide)}>
        <AriaDialog role={role} className={styles.dialog ?? ""}>
          {({ close }) => (
            <>
              <div className={styles["dialog-head"]}>
                <Heading slot="title" level={2}>
                  {title}
                </Heading>
                <IconButton label="Close" icon={X} onPress={close} />
              </div>
              {typeof children === "function" ? children(close) : children}
            </>
          )}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

export function DialogFoot({ children }: { readonly children: ReactNode }) {
  return <div className={styles["dialog-foot"]}>{children}</div>;
}

export interface PopoverProps extends Omit<AriaPopoverProps, "className" | "children" | "style"> {
  /** Its accessible name. */
  readonly label: string;
  readonly children: ReactNode | ((close: () => void) => ReactNode);
}

/** Floats beside its opener: `<DialogTrigger><Button/><Popover label=…>…</Popover></DialogTrigger>`. */
export function Popover({ label, children, ...rest }: PopoverProps) {
  return (
    <AriaPopover {...rest} className={styles.popover ?? ""}>
      <AriaDialog aria-label={label} className={styles["popover-body"] ?? ""}>
        {({ close }) => (typeof children === "function" ? children(close) : children)}
      </AriaDialog>
    </AriaPopover>
  );
}
