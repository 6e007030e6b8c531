/*
 * Evaluations per second of typical rules by the TypeScript engine; `expressions.py` is its twin. Also
 * prints the size of the engine as a browser gets it.
 *
 *     node bench/expressions.mjs
 */

import { readFileSync } from "node:fs";
import { loadExpressions } from "../frontend/src/expressions/testing/load.mjs";

const TYPICAL = [
  "category == 'Other' && amount > 500",
  "price * qty",
  "round(price * qty * 1.2, 2)",
  "country in ['FR', 'DE'] || vip",
  "amount > 1000 ? 'manager' : amount > 100 ? 'lead' : 'none'",
  "yearsBetween(born, today()) >= 18",
  "sum(lines.map(line, line.price * line.qty))",
  "'foo@example.com'.matches(r'^[^@\\s]+@[^@\\s]+\\.[a-z]{2,}$')",
];
const SECONDS = 0.4;

const { engine, gzippedBytes } = await loadExpressions();
const { DateTime, evaluate, fromJson } = engine;
const cases = JSON.parse(readFileSync(new URL("../tests/vectors/expressions.json", import.meta.url), "utf8"));

function evaluations({ tree, variables = {}, now, timezone }) {
  const values = Object.fromEntries(Object.entries(variables).map(([name, json]) => [name, fromJson(json)]));
  const context = { variables: values, ...(now && { now: DateTime.parse(now) }), ...(timezone && { timezone }) };
  const started = performance.now();
  let count = 0;
  for (; performance.now() - started < SECONDS * 1000; count += 50) {
    for (let round = 0; round < 50; round += 1) evaluate(tree, context);
  }
  return (count * 1000) / (performance.now() - started);
}

console.log("evaluations/s  expression");
for (const expr of TYPICAL) {
  const given = cases.find((one) => one.expr === expr);
  console.log(`${Math.round(evaluations(given)).toLocaleString("en").padStart(13)}  ${expr}`);
}
console.log(`${gzippedBytes.toLocaleString("en")} bytes gzipped`);
