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

/** Keeps every sentence that a live region says, in order. */
function listen() {
  window.__heard = [];
  new MutationObserver((records) => {
    for (const record of records) {
      const region = record.target.parentElement?.closest("[aria-live]") ?? record.target.closest?.("[aria-live]");
      if (region && record.addedNodes.length) window.__heard.push(region.textContent.trim());
    }
  }).observe(document, { childList: true, subtree: true });
}

/** What a scene works with: the page, the address, and the ways to sign in, to choose and to check. */
class Stage {
  constructor(page, base, faults, { access = false, width = 1280 }) {
    this.page = page;
    this.base = base;
    this.faults = faults;
    this.access = access;
    this.width = width;
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

  /** Chooses an option of a drop-down list; its button is named "{value} {label}". */
  async choose(label, option) {
    const escaped = label.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
    await this.button(new RegExp(`${escaped}$`)).click();
    await this.page.getByRole("option", { name: option }).first().click();
    await this.page.getByRole("listbox").waitFor({ state: "detached" });
  }

  /** Waits until a live region has said `sentence`, word for word. */
  async hears(sentence) {
    await this.page
      .waitForFunction((text) => window.__heard.includes(text), sentence)
      .catch(async (error) => {
        throw new Error(`not said: ${sentence}; said: ${JSON.stringify(await this.heard())}`, { cause: error });
      });
  }

  /** Everything that live regions said since the page was loaded. */
  heard() {
    return this.page.evaluate(() => window.__heard);
  }

  /** The draft is on the server. */
  async saved() {
    await this.page.getByText(/^Saved \d/).first().waitFor();
  }

  /** JSON from the platform's API in the person's session. */
  api(path) {
    return this.page.evaluate(async (address) => (await fetch(address)).json(), path);
  }

  /** A changing request in the person's session, past every button: the status and the answer. */
  send(method, path, body) {
    return this.page.evaluate(
      async ([verb, address, json]) => {
        const token = JSON.parse(document.getElementById("page-data").textContent).csrf;
        const headers = { "Content-Type": "application/json", "X-CSRFToken": token };
        const answer = await fetch(address, { method: verb, headers, body: JSON.stringify(json) });
        return { status: answer.status, body: await answer.json() };
      },
      [method, path, body],
    );
  }

  /** A window as tall as its page, so that no sticky bar lies on half a button only because of the scroll position. */
  async unroll(width) {
    await this.page.setViewportSize({ width, height: 900 });
    const height = await this.page.evaluate(() => document.scrollingElement.scrollHeight);
    if (height > 900) await this.page.setViewportSize({ width, height: Math.min(height, 12_000) });
  }

  /**
   * Where access is asked for: axe in light and dark at 1280 and 360 px, and nothing wider than a phone.
   * Remembers every serious or critical finding.
   */
  async checkAccess(screen) {
    if (!this.access) return;
    const findings = new Map();
    const note = (text, where) => findings.set(text, [...(findings.get(text) ?? []), where]);
    for (const width of [1280, 360]) {
      for (const scheme of ["light", "dark"]) {
        await this.unroll(width);
        await this.page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
        if (!(await this.page.evaluate(() => "axe" in window))) await this.page.evaluate(axeSource);
        for (const text of await this.page.evaluate(audit, TAGS)) note(text, `${width} ${scheme}`);
      }
    }
    const wide = await this.page.evaluate(() => document.scrollingElement.scrollWidth);
    if (wide > 360) note(`${wide} px wide`, "360");
    for (const [text, where] of findings) this.axe.push(`${screen}, ${where.join(", ")}: ${text}`);
    await this.page.setViewportSize({ width: this.width, height: 900 });
    await this.page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
  }
}

/** Runs inside the page: the serious and critical violations, one line each. */
async function audit(tags) {
  const { violations } = await window.axe.run({ runOnly: tags, resultTypes: ["violations"] });
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id} at ${node.target.join(" ")}: ${node.failureSummary}`));
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
  isMobile: Boolean(input.touch),
  reducedMotion: "reduce",
});
const page = context.pages()[0] ?? (await context.newPage());
page.setDefaultTimeout(30_000);
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

await context.addInitScript(listen);

const stage = new Stage(page, input.base, faults, input);
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
