import { cx } from "@/ui/cx";
import {
  canonicalDecimal,
  compareDecimals,
  grouped,
  limitPlaces,
  limitRange,
  ok,
  readDecimal,
  refuse,
} from "../clean";
import { FieldShell, placeholderOf } from "../field";
import styles from "../field.module.css";
import { isRecord, text, texts } from "../read";
import type { FieldKind, InputProps, Json, Settings } from "../types";
import { words } from "../words";

const DEFAULT_CURRENCY = "EUR";
const LARGEST = "100000000000";
const NO_DECIMALS = new Set("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split(" "));
const THREE_DECIMALS = new Set("BHD IQD JOD KWD LYD OMR TND".split(" "));
const SAMPLES = ["42.50", "118.00", "9.95", "640.00", "23.10"];

/** The currencies a field takes, at least one; the first is assumed when none is given. */
export function currenciesOf(settings: Settings): readonly [string, ...string[]] {
  const several = texts(settings, "currencies");
  const [first, ...rest] = several;
  return first ? [first, ...rest] : [text(settings, "currency") || DEFAULT_CURRENCY];
}

/** Decimal places of a currency (ISO 4217). */
export function placesOfCurrency(currency: string): number {
  return NO_DECIMALS.has(currency) ? 0 : THREE_DECIMALS.has(currency) ? 3 : 2;
}

interface Parts {
  readonly amount: Json;
  readonly currency: string;
}

function partsOf(value: Json, currency: string): Parts | null {
  if (!isRecord(value)) {
    return { amount: value, currency };
  }
  const given = value.currency ?? null;
  const fits =
    Object.keys(value).every((name) => name === "amount" || name === "currency") &&
    (given === null || typeof given === "string");
  return fits
    ? { amount: value.amount ?? null, currency: typeof given === "string" && given ? given : currency }
    : null;
}

const typedAmount = (amount: Json): string =>
  typeof amount === "string" || typeof amount === "number" ? String(amount) : "";

function MoneyInput(input: InputProps) {
  const currencies = currenciesOf(input.field.settings);
  const parts = partsOf(input.value, currencies[0]) ?? { amount: null, currency: currencies[0] };
  const several = currencies.length > 1;
  const change = (amount: string, currency: string) =>
    input.onChange(amount === "" && currency === currencies[0] ? null : { amount, currency });
  return (
    <FieldShell input={input} {...(several ? {} : { nameNote: currencies[0] })}>
      {(attributes) => (
        <div className={cx(styles.row, styles.short)}>
          {several ? null : (
            <span className={styles.affix} aria-hidden="true">
              {currencies[0]}
            </span>
          )}
          <input
            {...attributes}
            {...placeholderOf(input)}
            className={cx(styles.control, styles.num)}
            type="text"
            inputMode="decimal"
            autoComplete="off"
            readOnly={input.readOnly}
            value={typedAmount(parts.amount)}
            onChange={(event) => change(event.target.value, parts.currency)}
            onBlur={input.onLeave}
          />
          {several ? (
            <select
              className={cx(styles.control, styles.currency)}
              aria-label={`${words.currency}, ${input.field.label}`}
              disabled={input.disabled || input.readOnly}
              value={parts.currency}
              onChange={(event) => change(typedAmount(parts.amount), event.target.value)}
              onBlur={input.onLeave}
            >
              {currencies.map((currency) => (
                <option key={currency}>{currency}</option>
              ))}
            </select>
          ) : null}
        </div>
      )}
    </FieldShell>
  );
}

/** An amount of money with its currency. */
export const kind: FieldKind = {
  kind: "money",
  ask: "enter",
  Input: MoneyInput,
  clean: (value, settings) => {
    const allowed = currenciesOf(settings);
    const parts = partsOf(value, allowed[0]);
    if (!parts) {
      return refuse("wrong-type");
    }
    const amount = readDecimal(parts.amount);
    if (amount === null) {
      return refuse("number");
    }
    if (amount === "") {
      return ok(null);
    }
    if (!allowed.includes(parts.currency)) {
      return refuse("currency", { currencies: allowed.join(" or ") });
    }
    const places = placesOfCurrency(parts.currency);
    const tooMany = limitPlaces(amount, places);
    if (tooMany) {
      return tooMany;
    }
    if (compareDecimals(amount.replace("-", ""), LARGEST) >= 0) {
      return refuse("too-large", { limit: "99,999,999,999" });
    }
    return (
      limitRange(amount, settings) ??
      ok({ amount: canonicalDecimal(amount, places), currency: parts.currency })
    );
  },
  show: (value) => {
    const parts = value === null ? null : partsOf(value, "");
    return parts && parts.amount !== null
      ? `${grouped(typedAmount(parts.amount))} ${parts.currency}`.trim()
      : "";
  },
  sample: (field, index) => {
    const currency = currenciesOf(field.settings)[0];
    const amount = SAMPLES[index % SAMPLES.length] ?? "10.00";
    return { amount: placesOfCurrency(currency) === 0 ? (amount.split(".")[0] ?? amount) : amount, currency };
  },
  numeric: true,
};
