import type { Change } from "@/features/checks/types";
import styles from "./review.module.css";
import { words } from "./words";

/** What a change made of what: each value under the name of the property that changed. */
export function Values({ change }: { readonly change: Change }) {
  const name = change.property_name;
  return (
    <dl className={styles.values}>
      <dt>{words.valueOf(name, words.before)}</dt>
      <dd>{valueText(change.before)}</dd>
      <dt>{words.valueOf(name, words.after)}</dt>
      <dd>{valueText(change.after)}</dd>
    </dl>
  );
}

/** A property value for people: objects as lines "name: value". */
function valueText(value: unknown): string {
  if (value === null || value === undefined || value === "") return words.nothing;
  if (Array.isArray(value)) return value.map(valueText).join(", ") || words.nothing;
  if (typeof value === "object") {
    const named = value as Record<string, unknown>;
    if (typeof named.label === "string") return named.label;
    return Object.entries(named)
      .map(([key, inner]) => `${key}: ${valueText(inner)}`)
      .join("\n");
  }
  return typeof value === "boolean" ? (value ? words.yes : words.no) : String(value);
}
