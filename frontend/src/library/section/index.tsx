import { useId } from "react";
import { flag, headingLevel, text } from "../read";
import type { ViewKind } from "../types";
import styles from "./section.module.css";

/** Related fields under one heading. */
export const kind: ViewKind = {
  kind: "section",
  View: ({ node, level, children }) => {
    const id = useId();
    const title = text(node.props, "title");
    const intro = text(node.props, "intro");
    const Heading = headingLevel(node.props, level);
    const body = (
      <>
        {intro ? <p className={styles.intro}>{intro}</p> : null}
        {children}
      </>
    );
    if (title && flag(node.props, "collapsible")) {
      return (
        <details className={styles.section} open>
          <summary className={styles.summary}>
            <Heading className={styles.title}>{title}</Heading>
          </summary>
          <div className={styles.body}>{body}</div>
        </details>
      );
    }
    return (
      <section className={styles.section} {...(title ? { "aria-labelledby": id } : {})}>
        {title ? (
          <Heading id={id} className={styles.title}>
            {title}
          </Heading>
        ) : null}
        {body}
      </section>
    );
  },
};
