import { text } from "../read";
import type { ViewKind } from "../types";
import styles from "./page.module.css";

/** One step of a form. Its heading and its place among the steps are drawn by whoever walks the steps. */
export const kind: ViewKind = {
  kind: "page",
  View: ({ node, mode, level, children }) => {
    const title = text(node.props, "title");
    const Heading = `h${level}` as const;
    const isSheet = mode === "design" || mode === "diff";
    return (
      <div className={isSheet ? styles.sheet : styles.step}>
        {isSheet && title ? <Heading className={styles.title}>{title}</Heading> : null}
        {text(node.props, "intro") ? <p className={styles.intro}>{text(node.props, "intro")}</p> : null}
        {children}
      </div>
    );
  },
};
