import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "vite";

/**
 * The evaluator as plain JavaScript, minified as for a browser, for tests and benchmarks outside of one,
 * and its gzipped size. Builds into a directory of its own and removes it again.
 */
export async function loadExpressions() {
  const outDir = await mkdtemp(join(tmpdir(), "expressions-"));
  try {
    await build({
      configFile: false,
      logLevel: "error",
      root: fileURLToPath(new URL(".", import.meta.url)),
      build: {
        outDir,
        emptyOutDir: true,
        target: "es2022",
        modulePreload: false,
        rolldownOptions: {
          input: fileURLToPath(new URL("../index.ts", import.meta.url)),
          preserveEntrySignatures: "strict",
          output: { entryFileNames: "expressions.mjs" },
        },
      },
    });
    const file = join(outDir, "expressions.mjs");
    const gzippedBytes = gzipSync(await readFile(file), { level: 9 }).length;
    return { engine: await import(pathToFileURL(file).href), gzippedBytes };
  } finally {
    await rm(outDir, { recursive: true, force: true });
  }
}
