import type { ReactNode } from "react";
import {
  Tab as AriaTab,
  TabList as AriaTabList,
  TabPanel as AriaTabPanel,
  Tabs as AriaTabs,
} from "react-aria-components/Tabs";
import { cx } from "./cx";
import styles from "./parts.module.css";

export interface TabSpec {
  readonly id: string;
  readonly label: string;
  /** A count or mark behind the label; say it in words. */
  readonly note?: ReactNode | undefined;
  readonly content: ReactNode;
}

export interface TabsProps {
  /** Accessible name of the list of tabs. */
  readonly label: string;
  readonly tabs: readonly TabSpec[];
  readonly selected?: string | undefined;
  readonly onSelect?: ((id: string) => void) | undefined;
  readonly className?: string | undefined;
}

export function Tabs({ label, tabs, selected, onSelect, className }: TabsProps) {
  return (
    <AriaTabs
      className={cx(styles.tabs, className)}
      {...(selected === undefined ? {} : { selectedKey: selected })}
      onSelectionChange={(key) => onSelect?.(String(key))}
    >
      <AriaTabList aria-label={label} className={styles["tab-list"] ?? ""}>
        {tabs.map((tab) => (
          <AriaTab key={tab.id} id={tab.id} className={styles.tab ?? ""}>
            {tab.label}
            {tab.note ? <span className={styles["tab-note"]}>{tab.note}</span> : null}
          </AriaTab>
        ))}
      </AriaTabList>
      {tabs.map((tab) => (
        <AriaTabPanel key={tab.id} id={tab.id} className={styles["tab-panel"] ?? ""}>
          {tab.content}
        </AriaTabPanel>
      ))}
    </AriaTabs>
  );
}
