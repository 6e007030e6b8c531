import { text, texts } from "../read";
import { FieldReading } from "../reading";
import type { ViewKind } from "../types";
import styles from "./details.module.css";

/** The answers of one record: names and values. */
export const kind: ViewKind = {
  kind: "details",
  View: ({ node, entity, record, services, level }) => {
    const title = text(node.props, "title");
    const Heading = `h${level}` as const;
    const wanted = texts(node.props, "fields");
    const known = new Map((entity?.fields ?? []).map((field) => [field.key, field]));
    const fields = wanted.length > 0 ? wanted.flatMap((key) => known.get(key) ?? []) : [...known.values()];
    return (
      <div className={styles.details}>
        {title ? <Heading className={styles.title}>{title}</Heading> : null}
        <dl className={styles.list}>
          {fields.map((field) => (
            <div key={field.key} className={styles.pair}>
              <dt>{field.label}</dt>
              <dd>
                <FieldReading field={field} record={record} services={services} />
              </dd>
            </div>
          ))}
        </dl>
      </div>
    );
  },
};
