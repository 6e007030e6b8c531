import { useId } from "react";
import { headingLevel, text } from "../read";
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
    return (
      <section className={styles.section} {...(title ? { "aria-labelledby": id } : {})}>
        {title ? (
          <Heading id={id} className={styles.title}>
            {title}
          </Heading>
        ) : null}
        {intro ? <p className={styles.intro}>{intro}</p> : null}
        {children}
      </section>
    );
  },
};
