// The pointer drags the receipt below the amount; a drag that ends with Escape changes nothing.

export default async function scene(stage, { app }) {
  const { page } = stage;
  await stage.signIn("ada");
  await stage.go(`/apps/${app}/form/`);
  const canvas = page.getByRole("tree", { name: /^Form canvas/ });
  const item = (label) => canvas.getByRole("treeitem", { name: new RegExp(`^${label}, `) });
  const order = () =>
    canvas.getByRole("treeitem").evaluateAll((all) => all.map((one) => one.getAttribute("aria-label").split(",")[0]));
  const orders = [await order()];
  const drag = async (from, to) => {
    const start = await item(from).boundingBox();
    const end = await item(to).boundingBox();
    await page.mouse.move(start.x + start.width / 2, start.y + 12);
    await page.mouse.down();
    await page.mouse.move(start.x + start.width / 2, start.y + 24, { steps: 3 });
    await page.mouse.move(end.x + end.width / 2, end.y + end.height - 4, { steps: 8 });
  };
  await drag("Receipt", "Amount");
  await page.keyboard.press("Escape");
  await page.mouse.up();
  orders.push(await order());
  await drag("Receipt", "Amount");
  await page.mouse.up();
  await stage.button("Undo move Receipt").waitFor();
  orders.push(await order());
  await stage.saved();
  return { orders };
}
