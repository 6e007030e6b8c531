import { Prose } from "../prose";
import { headingLevel, text } from "../read";
import type { ViewKind } from "../types";
import styles from "./content.module.css";

/** A heading, a text, or both. */
export const kind: ViewKind = {
  kind: "content",
  View: ({ node, level }) => {
    const heading = text(node.props, "heading");
    const body = text(node.props, "text");
    const Heading = headingLevel(node.props, level);
    return (
      <div className={styles.content}>
        {heading ? <Heading className={styles.heading}>{heading}</Heading> : null}
        {body ? <Prose text={body} className={styles.prose} /> : null}
      </div>
    );
  },
};
