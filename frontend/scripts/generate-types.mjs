/**
 * Writes the TypeScript types of the JSON Schemas, which are the single source for Python and TypeScript.
 *
 *     node scripts/generate-types.mjs            write src/generated/
 *     node scripts/generate-types.mjs --check    fail when a file there is not what the schemas say
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { compile } from "json-schema-to-typescript";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const folder = join(root, "frontend", "src", "generated");

const sources = [
  { name: "definition", schema: "definition/schema/app.json" },
  { name: "artefact", schema: "definition/schema/artefact.json" },
  { name: "manifest", schema: "components/schema/manifest.json" },
];

const stale = [];
mkdirSync(folder, { recursive: true });
for (const { name, schema } of sources) {
  const path = join(folder, `${name}.ts`);
  const text = await typesOf(schema);
  if (process.argv.includes("--check")) {
    if (current(path) !== text) stale.push(`frontend/src/generated/${name}.ts`);
  } else {
    writeFileSync(path, text);
  }
}
if (stale.length > 0) {
  console.error(
    `Not what the schemas say: ${stale.join(", ")}. Run: node frontend/scripts/generate-types.mjs`,
  );
  process.exit(1);
}

async function typesOf(source) {
  const schema = JSON.parse(readFileSync(join(root, source), "utf8"));
  const text = await compile(withIdMaps(schema), schema.title, {
    bannerComment: `/* Generated from ${source} by scripts/generate-types.mjs. Do not edit. */`,
    declareExternallyReferenced: true,
    ignoreMinAndMaxItems: true,
    unreachableDefinitions: true,
    strictIndexSignatures: false,
    style: { printWidth: 110, singleQuote: false, trailingComma: "all" },
    format: true,
  });
  return withoutReferenceNotes(text);
}

/** The generator notes beside each type who refers to it; that is noise to a reader. */
function withoutReferenceNotes(text) {
  return text
    .replace(/( \*\n)? \* This interface was referenced by [^\n]*\n \* via the `definition` [^\n]*\n/g, "")
    .replace(/\/\*\*\n \*\/\n/g, "");
}

/** `patternProperties` with nothing else beside them are maps by id; TypeScript says that as an index signature. */
function withIdMaps(value) {
  if (Array.isArray(value)) return value.map(withIdMaps);
  if (value === null || typeof value !== "object") return value;
  const { patternProperties, allOf, ...rest } = value;
  const copy = Object.fromEntries(Object.entries(rest).map(([name, item]) => [name, withIdMaps(item)]));
  // Conditions (`if`, `then`) narrow values, not shapes: TypeScript leaves them to the validator.
  if (Array.isArray(allOf) && !allOf.every((part) => "if" in part)) copy.allOf = allOf.map(withIdMaps);
  if (patternProperties && value.additionalProperties === false) {
    const [shape] = Object.values(patternProperties);
    copy.additionalProperties = withIdMaps(shape);
  }
  return copy;
}

function current(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
}
