// The same without a pointer: quick add, moving, renaming, deleting and undoing by keys; what is said is fixed word for word.

export default async function scene(stage, { title }) {
  const { page } = stage;
  await stage.signIn("ada");
  await stage.go("/apps/new/");
  await page.getByRole("textbox", { name: "Name of the app" }).focus();
  await page.keyboard.type(title);
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/apps\/[^/]+\/form\//);
  await stage.ready();
  const form = await page.getByRole("region", { name: "Form canvas" }).getByRole("heading", { level: 2 }).innerText();
  const canvas = page.getByRole("tree", { name: /^Form canvas/ });
  const order = () =>
    canvas.getByRole("treeitem").evaluateAll((all) => all.map((one) => one.getAttribute("aria-label")));
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute("aria-label"));
  await stage.checkAccess("designer, form, empty");
  await page.getByRole("textbox", { name: "Quick add" }).focus();
  for (const line of ["Receipt?", "Purpose", "Category: Travel, Meals, Other", "Amount"]) {
    await page.keyboard.type(line);
    await page.keyboard.press("Enter");
  }
  await stage.hears("Money field added after Category.");
  const added = await order();

  await canvas.getByRole("treeitem").first().focus();
  await page.keyboard.press("Home");
  const steps = [];
  for (const key of ["Alt+ArrowDown", "Alt+ArrowDown", "Alt+ArrowDown", "Alt+ArrowDown"]) {
    await page.keyboard.press(key);
    steps.push(await order());
  }
  await stage.hears("Already last.");
  await page.keyboard.press("Control+z");
  await stage.hears("Undid: move Receipt.");
  const undone = await order();
  await page.keyboard.press("Control+Shift+z");
  const redone = await order();

  await page.keyboard.press("F2");
  await page.getByRole("textbox", { name: "Label of Receipt" }).waitFor();
  await page.keyboard.press("Control+a");
  await page.keyboard.type("Proof of purchase");
  await page.keyboard.press("Enter");
  await canvas.getByRole("treeitem", { name: /^Proof of purchase, / }).waitFor();
  const renamed = await focused();
  await page.keyboard.press("Delete");
  await stage.hears("Proof of purchase deleted. Control Z to undo.");
  const deleted = await order();
  const next = await focused();
  await page.keyboard.press("Control+z");
  await canvas.getByRole("treeitem", { name: /^Proof of purchase, / }).waitFor();
  const restored = await order();

  await canvas.getByRole("treeitem", { name: /^Proof of purchase, / }).focus();
  await page.keyboard.press("/");
  await page.getByRole("textbox", { name: "Quick add" }).and(page.locator(":focus")).waitFor();
  await page.keyboard.type("Date spent");
  await page.keyboard.press("Enter");
  await stage.hears("Date field added after Proof of purchase.");
  await stage.saved();
  const said = (await stage.heard()).filter((text) => text !== "" && !text.endsWith("must be fixed.") && !text.endsWith("any more."));
  const app = page.url().match(/apps\/([^/]+)\/form/)[1];
  return { app, form, added, steps, undone, redone, renamed, deleted, next, restored, said, last: await order() };
}
