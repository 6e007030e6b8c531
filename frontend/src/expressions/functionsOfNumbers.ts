import { Decimal } from "./decimal";
import type { Implementation } from "./functionsOfText";
import { asList, asNumber, type Run } from "./run";
import { order, type Value } from "./values";

function furthest(run: Run, values: readonly Value[], direction: number): Value {
  const [only = null] = values;
  if (values.length === 1 && only === null) return null;
  let best: Value = null;
  for (const value of values.length === 1 ? asList(only) : values) {
    run.spend(1);
    if (value === null) continue;
    if (best === null) order(value, value, run);
    if (best === null || order(value, best, run) === direction) best = value;
  }
  return best;
}

function present(run: Run, values: readonly Value[]): readonly Value[] {
  run.spend(values.length);
  return values.filter((value) => value !== null);
}

function total(values: readonly Value[]): Decimal {
  return values.reduce<Decimal>((sum, value) => sum.add(asNumber(value)), Decimal.ZERO);
}

function average(values: readonly Value[]): Value {
  const sum = total(values);
  return values.length === 0 ? null : sum.div(Decimal.of(values.length));
}

export const NUMBER_FUNCTIONS: Readonly<Record<string, Implementation>> = {
  round: (_run, value, places) => {
    const count = places === undefined ? 0 : asNumber(places).whole();
    return asNumber(value).round(count);
  },
  floor: (_run, value) => asNumber(value).floor(),
  ceil: (_run, value) => asNumber(value).ceil(),
  abs: (_run, value) => asNumber(value).abs(),
  min: (run, ...values) => furthest(run, values, -1),
  max: (run, ...values) => furthest(run, values, 1),
  sum: (run, values) => total(present(run, asList(values))),
  avg: (run, values) => average(present(run, asList(values))),
};
