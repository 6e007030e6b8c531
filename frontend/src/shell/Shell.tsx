import Blocks from "lucide-react/icons/blocks";
import FileDiff from "lucide-react/icons/file-diff";
import House from "lucide-react/icons/house";
import LayoutGrid from "lucide-react/icons/layout-grid";
import ScrollText from "lucide-react/icons/scroll-text";
import { type ReactNode, useEffect } from "react";
import type { PageData } from "@/page";
import { cx, Icon, type LucideIcon, ToastRegion } from "@/ui";
import { AccountMenu } from "./AccountMenu";
import { Help } from "./Help";
import styles from "./shell.module.css";
import { applyTheme, readTheme } from "./theme";
import { words } from "./words";

export interface Crumb {
  readonly label: string;
  readonly href: string;
}

export interface ShellProps {
  readonly page: PageData<unknown>;
  /** The h1 of the screen. */
  readonly title: string;
  readonly area: "home" | "apps" | "reviews" | "components" | "audit";
  readonly crumbs?: readonly Crumb[] | undefined;
  /** Beside the h1: state badges and the one primary action. */
  readonly actions?: ReactNode | undefined;
  readonly lead?: ReactNode | undefined;
  /** Reviews and wizards use the whole width. */
  readonly wide?: boolean | undefined;
  readonly children: ReactNode;
}

interface Area {
  readonly id: ShellProps["area"];
  readonly href: string;
  readonly icon: LucideIcon;
  /** Only for people who hold one of these roles; the server asks again. */
  readonly roles?: readonly string[];
}

const AREAS: readonly Area[] = [
  { id: "home", href: "/", icon: House },
  { id: "apps", href: "/apps/", icon: LayoutGrid },
  { id: "reviews", href: "/reviews/", icon: FileDiff },
  { id: "components", href: "/components/", icon: Blocks },
  { id: "audit", href: "/audit/", icon: ScrollText, roles: ["auditor", "administrator"] },
];

/** The frame of every studio screen that is not a designer: top bar, rail, h1, content. */
export function Shell({ page, title, area, crumbs = [], actions, lead, wide, children }: ShellProps) {
  useEffect(() => applyTheme(readTheme()), []);
  useEffect(() => {
    document.title = `${title} · ${words.product}`;
  }, [title]);
  const roles = page.me?.roles ?? [];
  const areas = AREAS.filter((one) => !one.roles || one.roles.some((role) => roles.includes(role)));
  return (
    <div className={styles.frame}>
      <a className={styles.skip} href="#content">
        {words.skip}
      </a>
      <header className={styles.bar}>
        <a className={styles.brand} href="/">
          {words.product}
        </a>
        {crumbs.length > 0 ? (
          <nav aria-label={words.trail} className={styles.trail}>
            {crumbs.map((crumb) => (
              <a key={crumb.href} href={crumb.href}>
                {crumb.label}
              </a>
            ))}
          </nav>
        ) : null}
        <span className={styles.gap} />
        {page.me ? <AccountMenu me={page.me} /> : null}
        <Help />
      </header>
      <nav aria-label={words.main} className={styles.rail}>
        {areas.map(({ id, href, icon }) => (
          <a key={id} href={href} aria-current={id === area ? "page" : undefined}>
            <Icon of={icon} size={20} />
            {words[id]}
          </a>
        ))}
      </nav>
      <main id="content" className={cx(styles.main, wide && styles.wide)}>
        <div className={styles.head}>
          <h1 tabIndex={-1}>{title}</h1>
          {actions ? <div className={styles.actions}>{actions}</div> : null}
        </div>
        {lead ? <p className={styles.lead}>{lead}</p> : null}
        {children}
      </main>
      <ToastRegion />
    </div>
  );
}
