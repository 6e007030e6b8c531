import ArrowDown from "lucide-react/icons/arrow-down";
import ArrowUp from "lucide-react/icons/arrow-up";
import ChevronsUpDown from "lucide-react/icons/chevrons-up-down";
import type { ReactNode, TableHTMLAttributes } from "react";
import { cx } from "./cx";
import { Icon } from "./Icon";
import styles from "./table.module.css";

export interface TableProps extends Omit<TableHTMLAttributes<HTMLTableElement>, "className"> {
  /** Accessible name. */
  readonly label: string;
  readonly className?: string | undefined;
  /** Below 640 px each row becomes a card; cells then need `label`. */
  readonly cards?: boolean | undefined;
  readonly children: ReactNode;
}

/** A plain table with hairlines. Use `thead`, `tbody`, `tr`, and `Th`, `Td` of this file. */
export function Table({ label, className, cards, children, ...rest }: TableProps) {
  return (
    // A region that scrolls must be reachable by keyboard; as a named group it says what is in it.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would say that these are form controls
    <div role="group" aria-label={label} tabIndex={0} className={cx(styles.scroll, cards && styles.cards)}>
      <table {...rest} aria-label={label} className={cx(styles.table, className)}>
        {children}
      </table>
    </div>
  );
}

export type SortState = "ascending" | "descending" | "none";

export interface ThProps {
  readonly children: ReactNode;
  readonly numeric?: boolean | undefined;
  /** Makes the header a button that sorts. */
  readonly sort?: SortState | undefined;
  readonly onSort?: (() => void) | undefined;
}

const SORT_ICON = { ascending: ArrowUp, descending: ArrowDown, none: ChevronsUpDown } as const;

export function Th({ children, numeric, sort, onSort }: ThProps) {
  return (
    <th scope="col" className={cx(numeric && "num")} {...(sort ? { "aria-sort": sort } : {})}>
      {sort && onSort ? (
        <button type="button" className={styles.sort} onClick={onSort} data-sort={sort}>
          {children}
          <Icon of={SORT_ICON[sort]} />
        </button>
      ) : (
        children
      )}
    </th>
  );
}

export interface TdProps {
  readonly children: ReactNode;
  readonly numeric?: boolean | undefined;
  /** The column's words, shown before the value when rows are cards. */
  readonly label?: string | undefined;
  readonly className?: string | undefined;
}

export function Td({ children, numeric, label, className }: TdProps) {
  return (
    <td className={cx(numeric && "num", className)} {...(label ? { "data-label": label } : {})}>
      {children}
    </td>
  );
}
