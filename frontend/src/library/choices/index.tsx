import { LONGEST_OTHER, labelOf } from "../chosen";
import { cleanText, ok, refuse } from "../clean";
import { FieldShell } from "../field";
import styles from "../field.module.css";
import { Options } from "../options";
import { choices, flag, integer } from "../read";
import type { Cleaned, FieldKind, InputProps, Json, Settings } from "../types";
import { words } from "../words";

const MOST = 200;
const OTHER = " other";

const listOf = (value: Json): readonly Json[] => (Array.isArray(value) ? value : []);

/** How many are asked for, in words. */
function countHint(settings: Settings): string {
  const least = integer(settings, "min", 0);
  const most = integer(settings, "max", 0);
  if (least > 0 && most > 0) {
    return words.countBetween(least, most);
  }
  return least > 1 ? words.countAtLeast(least) : most > 0 ? words.countAtMost(most) : "";
}

function ChoicesInput(input: InputProps) {
  const { settings } = input.field;
  const options = choices(settings);
  const known = new Set(options.map((option) => option.key));
  const chosen = listOf(input.value);
  const own = flag(settings, "other")
    ? chosen.find((key) => typeof key === "string" && !known.has(key))
    : undefined;
  const change = (next: readonly Json[]) => input.onChange(next.length > 0 ? next : null);
  const without = (key: Json | undefined) => chosen.filter((item) => item !== key);
  const choose = (value: string, isChosen: boolean) => {
    if (value === OTHER) {
      change(isChosen ? [...chosen, " "] : without(own));
    } else {
      change(isChosen ? [...chosen, value] : without(value));
    }
  };
  const specs = options.map(({ key, label }) => ({ value: key, label }));
  return (
    <FieldShell input={input} group kindHint={countHint(settings)}>
      {(attributes) => (
        <>
          <Options
            input={input}
            attributes={attributes}
            type="checkbox"
            options={flag(settings, "other") ? [...specs, { value: OTHER, label: words.other }] : specs}
            isChosen={(value) => (value === OTHER ? own !== undefined : chosen.includes(value))}
            onChoose={choose}
          />
          {own === undefined ? null : (
            <div className={styles.nested}>
              <input
                type="text"
                className={styles.control}
                aria-label={words.otherLabel(input.field.label)}
                disabled={input.disabled}
                readOnly={input.readOnly}
                value={typeof own === "string" ? own.trimStart() : ""}
                onChange={(event) => change([...without(own), ` ${event.target.value}`])}
                onBlur={input.onLeave}
              />
            </div>
          )}
        </>
      )}
    </FieldShell>
  );
}

/** One item as the server keeps it, or the refusal. */
function cleanItem(item: Json, known: ReadonlySet<Json>, settings: Settings): Cleaned {
  if (known.has(item)) {
    return ok(item);
  }
  const own = flag(settings, "other") ? cleanText(item, LONGEST_OTHER) : refuse("option");
  return "ok" in own && own.ok === null ? refuse("option") : own;
}

function clean(value: Json, settings: Settings): Cleaned {
  const given = listOf(value);
  if (value === null || value === "" || (Array.isArray(value) && given.length === 0)) {
    return ok(null);
  }
  if (!Array.isArray(value) || given.length > MOST) {
    return refuse("wrong-type");
  }
  const order = choices(settings).map((option) => option.key);
  const known: ReadonlySet<Json> = new Set<Json>(order);
  const items = new Set<Json>();
  for (const item of given) {
    const one = cleanItem(item, known, settings);
    if ("error" in one) {
      return one;
    }
    items.add(one.ok);
  }
  const chosen: readonly Json[] = [
    ...order.filter((key) => items.has(key)),
    ...[...items].filter((key) => !known.has(key)),
  ];
  const least = integer(settings, "min", 0);
  const most = integer(settings, "max", 0);
  if (chosen.length < least) {
    return refuse("choose-at-least", { limit: String(least) });
  }
  return most > 0 && chosen.length > most ? refuse("choose-at-most", { limit: String(most) }) : ok(chosen);
}

/** Several of the options. */
export const kind: FieldKind = {
  kind: "choices",
  ask: "choose",
  Input: ChoicesInput,
  clean,
  show: (value, field) =>
    listOf(value)
      .map((key) => labelOf(key, field.settings))
      .join(", "),
  sample: (field, index) => {
    const options = choices(field.settings).map((option) => option.key);
    const first = options[index % Math.max(1, options.length)];
    return first ? [first] : null;
  },
  group: true,
};
