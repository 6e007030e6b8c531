import { useEffect, useState } from "react";
import { grouped } from "../clean";
import { text } from "../read";
import type { EntitySpec, Figure, Settings, ViewKind } from "../types";
import styles from "./stat.module.css";

/** The number in words: grouped, with the currency or unit of its field. */
export function figureText(
  figure: Figure,
  props: Settings,
  entities: readonly EntitySpec[],
  currency: string,
): string {
  if (figure.value === null) {
    return "No records yet";
  }
  const entity = entities.find((item) => item.key === text(props, "entity"));
  const field = entity?.fields.find((item) => item.key === text(props, "field"));
  const value = grouped(String(figure.value));
  const measure = text(props, "measure") || "count";
  if (measure === "count" || !field) {
    return figure.exact ? value : `more than ${value}`;
  }
  const unit =
    field.kind === "money" ? text(field.settings, "currency") || currency : text(field.settings, "unit");
  return unit ? `${value} ${unit}` : value;
}

/** One number about many records: text first. */
export const kind: ViewKind = {
  kind: "stat",
  View: ({ node, entities, services, currency, level }) => {
    const [figure, setFigure] = useState<Figure | "failed" | null>(null);
    const Heading = `h${level}` as const;
    useEffect(() => {
      let isCurrent = true;
      services.figure(node.id).then(
        (answer) => isCurrent && setFigure(answer),
        () => isCurrent && setFigure("failed"),
      );
      return () => {
        isCurrent = false;
      };
    }, [services, node.id]);
    return (
      <div className={styles.stat} aria-busy={figure === null}>
        <Heading className={styles.label}>{text(node.props, "label") || "Number of records"}</Heading>
        <p className={figure === "failed" || figure?.value === null ? styles.none : styles.value}>
          {figure === "failed"
            ? "Not available"
            : figure
              ? figureText(figure, node.props, entities, currency)
              : "…"}
        </p>
      </div>
    );
  },
};
