/**
 * Weighs what each route loads before it can be used, gzipped, against the budgets of the experience design.
 *
 * A route is an entry, the chunks that its screen always needs, and everything these import. Reads dist/manifest.json;
 * run `vite build` first. Prints a table and ends with 1 when anything is over its budget.
 */
import { existsSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const DIST = new URL("../dist/", import.meta.url);
const LAZY_LIMIT_KB = 60;

/** route, entry and further chunks, KB of script, KB of style */
const ROUTES = [
  ["live form", ["src/entries/live.tsx"], 140, 14],
  [
    "live list",
    ["src/entries/live.tsx", "src/live/ListScreen.tsx", "src/library/table/RecordTable.tsx"],
    165,
    16,
  ],
  ["live record", ["src/entries/live.tsx", "src/live/RecordScreen.tsx"], 165, 16],
  ["studio", ["src/entries/studio.tsx"], 195, 24],
  ["review", ["src/entries/review.tsx"], 240, 24],
  ["designer", ["src/entries/designer.tsx"], 330, 32],
];

const manifestPath = new URL("manifest.json", DIST);
if (!existsSync(manifestPath)) {
  console.error("No dist/manifest.json: build first.");
  process.exit(1);
}
const manifest = JSON.parse(readFileSync(manifestPath, "utf8"));
const weights = new Map();

function weightOf(file) {
  if (!weights.has(file)) {
    weights.set(file, gzipSync(readFileSync(new URL(file, DIST)), { level: 9 }).length);
  }
  return weights.get(file);
}

function collect(key, scripts, styles) {
  const chunk = manifest[key];
  if (!chunk || scripts.has(chunk.file)) {
    return;
  }
  scripts.add(chunk.file);
  for (const file of chunk.css ?? []) {
    styles.add(file);
  }
  for (const name of chunk.imports ?? []) {
    collect(name, scripts, styles);
  }
}

const kb = (files) => [...files].reduce((sum, file) => sum + weightOf(file), 0) / 1000;
let isOver = false;

function report(name, value, limit) {
  const over = value > limit;
  isOver ||= over;
  console.log(`${over ? "OVER" : "ok  "}  ${name.padEnd(28)} ${value.toFixed(1).padStart(7)} KB of ${limit}`);
}

for (const [name, keys, scriptLimit, styleLimit] of ROUTES) {
  const missing = keys.filter((key) => !manifest[key]);
  if (missing.length > 0) {
    console.log(`--    ${name.padEnd(28)} not built: ${missing.join(", ")}`);
    continue;
  }
  const scripts = new Set();
  const styles = new Set();
  for (const key of keys) {
    collect(key, scripts, styles);
  }
  report(`${name}, script`, kb(scripts), scriptLimit);
  report(`${name}, style`, kb(styles), styleLimit);
}

for (const [key, chunk] of Object.entries(manifest)) {
  if (chunk.isDynamicEntry) {
    report(`lazy ${key.replace("src/", "")}`, weightOf(chunk.file) / 1000, LAZY_LIMIT_KB);
  }
}
process.exit(isOver ? 1 : 0);
