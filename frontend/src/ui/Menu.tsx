import Check from "lucide-react/icons/check";
import type { ReactNode } from "react";
import { Header } from "react-aria-components/Header";
import {
  Menu as AriaMenu,
  MenuItem as AriaMenuItem,
  type MenuItemProps as AriaMenuItemProps,
  type MenuProps as AriaMenuProps,
  MenuSection as AriaMenuSection,
  MenuTrigger,
} from "react-aria-components/Menu";
import { Popover, type PopoverProps } from "react-aria-components/Popover";
import { Separator } from "react-aria-components/Separator";
import { Icon, type LucideIcon } from "./Icon";
import styles from "./layer.module.css";

export { MenuTrigger };

export interface MenuProps extends Omit<AriaMenuProps<object>, "className" | "children" | "style"> {
  readonly children: ReactNode;
  readonly placement?: PopoverProps["placement"];
  /** Positions a menu without trigger button (a context menu); then also `isOpen` and `onOpenChange`. */
  readonly popover?: Omit<PopoverProps, "className" | "children" | "style"> | undefined;
}

/** `<MenuTrigger><Button/><Menu>…<MenuItem/></Menu></MenuTrigger>` */
export function Menu({ children, placement, popover, ...rest }: MenuProps) {
  return (
    <Popover {...popover} {...(placement ? { placement } : {})} className={styles.popover ?? ""}>
      <AriaMenu {...rest} className={styles.menu ?? ""}>
        {children}
      </AriaMenu>
    </Popover>
  );
}

export interface MenuItemProps extends Omit<AriaMenuItemProps, "className" | "children" | "style"> {
  readonly children: string;
  readonly icon?: LucideIcon | undefined;
  readonly note?: string | undefined;
  readonly keys?: string | undefined;
  readonly tone?: "danger" | undefined;
}

export function MenuItem({ children, icon, note, keys, tone, ...rest }: MenuItemProps) {
  return (
    <AriaMenuItem
      textValue={children}
      {...rest}
      className={styles.item ?? ""}
      {...(tone ? { "data-tone": tone } : {})}
    >
      {({ selectionMode }) => (
        <>
          {icon ? <Icon of={icon} /> : null}
          <span className={styles["item-text"]}>
            {children}
            {note ? <span className={styles["item-note"]}>{note}</span> : null}
          </span>
          {keys ? <kbd className={styles["item-keys"]}>{keys}</kbd> : null}
          {selectionMode === "none" ? null : <Icon of={Check} className={styles.tick ?? ""} />}
        </>
      )}
    </AriaMenuItem>
  );
}

export function MenuSection({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <AriaMenuSection>
      <Header className={styles["section-head"] ?? ""}>{title}</Header>
      {children}
    </AriaMenuSection>
  );
}

export function MenuRule() {
  return <Separator className={styles.rule ?? ""} />;
}
