import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import optimizeLocales from "@react-aria/optimize-locales-plugin";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Entries that exist only to look at components; they are never shipped. */
const DEVELOPMENT_ONLY = new Set(["gallery"]);

/** Every file in src/entries is one page bundle, named after the file. */
function entries(withDevelopment: boolean): Record<string, string> {
  const names = readdirSync(here("./src/entries"))
    .filter((file) => /^[a-z]+\.tsx$/.test(file))
    .map((file) => file.replace(/\.tsx$/, ""))
    .filter((name) => withDevelopment || !DEVELOPMENT_ONLY.has(name));
  return Object.fromEntries(names.map((name) => [name, here(`./src/entries/${name}.tsx`)]));
}

export default defineConfig(({ mode }) => ({
  base: mode === "gallery" ? "/" : "/static/app/",
  plugins: [react(), { ...optimizeLocales.vite({ locales: ["en-US"] }), enforce: "pre" as const }],
  resolve: { alias: { "@": here("./src") } },
  build: {
    outDir: mode === "gallery" ? "dist-gallery" : "dist",
    emptyOutDir: true,
    manifest: "manifest.json",
    target: "es2022",
    assetsInlineLimit: 0,
    // The page sends a script policy of 'self'; the polyfill would add an inline one for old browsers only.
    modulePreload: { polyfill: false },
    rolldownOptions: { input: entries(mode === "gallery") },
  },
  server: { fs: { allow: [here("..")] } },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: "pure",
          environment: "node",
          include: ["src/{document,expressions}/**/*.test.ts"],
        },
      },
      {
        extends: true,
        test: {
          name: "dom",
          environment: "jsdom",
          include: ["src/**/*.test.{ts,tsx}"],
          exclude: ["src/{document,expressions}/**"],
          setupFiles: [here("./src/testing/setup.ts")],
          css: { modules: { classNameStrategy: "non-scoped" as const } },
        },
      },
    ],
  },
}));
