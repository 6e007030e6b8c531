import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import optimizeLocales from "@react-aria/optimize-locales-plugin";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** `vite build --mode gallery` builds what is needed to look at components; the gallery is never shipped. */
const GALLERY = "gallery";
const IN_GALLERY = new Set([GALLERY, "live"]);

/** Every file in src/entries is one page bundle, named after the file. */
function entries(mode: string): Record<string, string> {
  const names = readdirSync(here("./src/entries"))
    .filter((file) => /^[a-z]+\.tsx$/.test(file))
    .map((file) => file.replace(/\.tsx$/, ""))
    .filter((name) => (mode === GALLERY ? IN_GALLERY.has(name) : name !== GALLERY));
  return Object.fromEntries(names.map((name) => [name, here(`./src/entries/${name}.tsx`)]));
}

export default defineConfig(({ mode }) => ({
  base: mode === GALLERY ? "/" : "/static/app/",
  plugins: [react(), { ...optimizeLocales.vite({ locales: ["en-US"] }), enforce: "pre" as const }],
  resolve: { alias: { "@": here("./src") } },
  build: {
    outDir: mode === GALLERY ? "dist-gallery" : "dist",
    emptyOutDir: true,
    manifest: "manifest.json",
    target: "es2022",
    assetsInlineLimit: 0,
    // The page sends a script policy of 'self'; the polyfill would add an inline one for old browsers only.
    modulePreload: { polyfill: false },
    rolldownOptions: { input: entries(mode) },
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
          testTimeout: 20_000,
          css: { modules: { classNameStrategy: "non-scoped" as const } },
        },
      },
    ],
  },
}));
