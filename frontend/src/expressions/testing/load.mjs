import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "vite";

/**
 * The evaluator as plain JavaScript, built from its TypeScript source, for tests and benchmarks outside
 * the browser. Builds into a directory of its own and removes it again.
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
    return await import(pathToFileURL(join(outDir, "expressions.mjs")).href);
  } finally {
    await rm(outDir, { recursive: true, force: true });
  }
}
