// Ada improves the live app: one question becomes optional, one is added. The live app does not move with her draft.

export default async function scene(stage, { app, optional, line }) {
  const { page } = stage;
  await stage.signIn("ada");
  await stage.go(`/apps/${app}/form/`);
  const canvas = page.getByRole("tree", { name: /^Form canvas/ });
  await canvas.getByRole("treeitem", { name: new RegExp(`^${optional}, `) }).click();
  await page.getByRole("switch", { name: /^Required/ }).focus();
  await page.keyboard.press("Space");
  await canvas.getByRole("treeitem", { name: new RegExp(`^${optional}, .*optional`) }).waitFor();
  await page.getByRole("textbox", { name: "Quick add" }).fill(line);
  await page.getByRole("textbox", { name: "Quick add" }).press("Enter");
  await canvas.getByRole("treeitem", { name: new RegExp(`^${line.replace(/[?:].*/, "")}, `) }).waitFor();
  await stage.saved();
  return {};
}
