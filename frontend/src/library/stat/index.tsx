import { useEffect, useState } from "react";
import { grouped } from "../clean";
import { text } from "../read";
import type { EntitySpec, Figure, Settings, ViewKind } from "../types";
import { words } from "../words";
import styles from "./stat.module.css";

/** The figure in words: grouped, with the unit of its field, or one amount for each currency. */
export function figureText(
  figure: Figure,
  props: Settings,
  entities: readonly EntitySpec[],
  currency: string,
): string {
  if (figure.amounts.length > 0) {
    return figure.amounts.map((one) => `${grouped(one.amount)}\u00a0${one.currency}`).join(" · ");
  }
  if (figure.value === null) {
    return words.noRecords;
  }
  const entity = entities.find((item) => item.key === text(props, "entity"));
  const field = entity?.fields.find((item) => item.key === text(props, "field"));
  const value = grouped(String(figure.value));
  const measure = text(props, "measure") || "count";
  if (measure === "count" || !field) {
    return figure.exact ? value : words.moreThan(value);
  }
  // A sample of money is a bare number; the server names the currency of each amount.
  const unit =
    field.kind === "money" ? text(field.settings, "currency") || currency : text(field.settings, "unit");
  return unit ? `${value} ${unit}` : value;
}

/** Nothing but a sentence is small; several amounts are set smaller than one. */
const sizeOf = (figure: Figure | "failed" | null): string | undefined => {
  if (figure === "failed" || (figure?.value === null && figure.amounts.length === 0)) {
    return styles.none;
  }
  return figure !== null && figure.amounts.length > 1 ? styles.several : styles.value;
};

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
        <Heading className={styles.label}>{text(node.props, "label") || words.numberOfRecords}</Heading>
        <p className={sizeOf(figure)}>
          {figure === "failed"
            ? words.notAvailable
            : figure
              ? figureText(figure, node.props, entities, currency)
              : "…"}
        </p>
      </div>
    );
  },
};
