import { integer } from "../read";
import type { ViewKind } from "../types";
import styles from "./columns.module.css";

/** Two to four columns; on a narrow place they stack in the order of the source. */
export const kind: ViewKind = {
  kind: "columns",
  View: ({ node, children }) => (
    <div className={styles.columns} data-count={Math.max(2, Math.min(integer(node.props, "count", 2), 4))}>
      {children}
    </div>
  ),
};
