// Drives a real browser through one scene of a journey: `node drive.mjs <scene> <json>`; prints one JSON line.
// Scenes live in scenes/*.mjs; each is `async (stage, input) => result`. On failure a picture and the page's
// accessible tree are left in the folder of `JOURNEY_OUT`.
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";

const require = createRequire(new URL("../../frontend/package.json", import.meta.url));
const { chromium } = require("playwright-core");
const axeSource = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

const ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--disable-dev-shm-usage",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const out = process.env.JOURNEY_OUT ?? mkdtempSync(join(tmpdir(), "journey-"));

/** What a scene works with: the page, the address, and the ways to sign in and to check. */
class Stage {
  constructor(page, base, faults) {
    this.page = page;
    this.base = base;
    this.faults = faults;
    this.axe = [];
  }

  async go(path) {
    await this.page.goto(this.base + path);
    await this.ready();
  }

  /** The screen has its heading from the script and nothing is loading. */
  async ready() {
    await this.page.waitForSelector("h1");
    await this.page.waitForFunction(() => !document.querySelector('[aria-busy="true"], .first-paint'));
  }

  async signIn(persona) {
    await this.page.context().clearCookies();
    await this.page.goto(`${this.base}/sign-in/`);
    await this.page.locator(`button[value="${persona}"]`).click();
    await this.page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
    await this.ready();
  }

  button(name) {
    return this.page.getByRole("button", { name, exact: typeof name === "string" });
  }

  /** JSON from the platform's API in the person's session. */
  api(path) {
    return this.page.evaluate(async (address) => (await fetch(address)).json(), path);
  }

  /** Runs axe in light and dark at 1280 and 360 px, and remembers every serious or critical finding. */
  async checkAccess(screen) {
    for (const [width, scheme] of [
      [1280, "light"],
      [1280, "dark"],
      [360, "light"],
      [360, "dark"],
    ]) {
      await this.page.setViewportSize({ width, height: 800 });
      await this.page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
      await this.page.evaluate(axeSource);
      const found = await this.page.evaluate(
        (tags) => window.axe.run({ runOnly: tags, resultTypes: ["violations"] }),
        TAGS,
      );
      for (const violation of found.violations) {
        if (violation.impact !== "serious" && violation.impact !== "critical") continue;
        for (const node of violation.nodes) {
          this.axe.push(`${screen} ${width} ${scheme}: ${violation.id} at ${node.target.join(" ")}: ${node.failureSummary}`);
        }
      }
    }
    await this.page.setViewportSize({ width: 1280, height: 900 });
    await this.page.emulateMedia({ colorScheme: "light" });
  }
}

const [sceneName, text] = process.argv.slice(2);
const input = JSON.parse(text);
const { default: scene } = await import(new URL(`scenes/${sceneName}.mjs`, import.meta.url).href);
const profile = mkdtempSync(join(tmpdir(), "chromium-"));
const context = await chromium.launchPersistentContext(profile, {
  executablePath: process.env.CHROMIUM,
  headless: true,
  args: ARGUMENTS,
  viewport: { width: input.width ?? 1280, height: 900 },
  hasTouch: Boolean(input.touch),
  reducedMotion: "reduce",
});
const page = context.pages()[0] ?? (await context.newPage());
page.setDefaultTimeout(20_000);
const faults = [];
page.on("pageerror", (error) => faults.push(`script error: ${error.message}`));
page.on("console", (message) => {
  if (message.type() === "error" && !message.text().includes("Failed to load resource")) {
    faults.push(`console: ${message.text()}`);
  }
});
page.on("response", (response) => {
  if (response.status() >= 500) faults.push(`${response.status()} from ${response.url()}`);
});
page.on("request", (request) => {
  if (!request.url().startsWith(input.base) && !/^(data|blob):/.test(request.url())) {
    faults.push(`asked a third party: ${request.url()}`);
  }
});

const stage = new Stage(page, input.base, faults);
try {
  const result = (await scene(stage, input)) ?? {};
  process.stdout.write(`${JSON.stringify({ ...result, faults, axe: stage.axe })}\n`);
} catch (error) {
  const picture = join(out, `${sceneName}.png`);
  await page.screenshot({ path: picture, fullPage: true }).catch(() => {});
  const tree = await page.locator("body").ariaSnapshot().catch(() => "");
  writeFileSync(join(out, `${sceneName}.txt`), `${page.url()}\n${tree}\n`);
  process.stderr.write(`${error.stack}\nfaults: ${JSON.stringify(faults)}\nat ${page.url()}\npicture: ${picture}\n${tree.slice(0, 6000)}\n`);
  process.exitCode = 1;
} finally {
  await context.close();
}
