// "Put the receipt after the amount, undo, do it again" by clicks alone: Place mode and the Move buttons, no drag, no key.

export default async function scene(stage, { app }) {
  const { page } = stage;
  await stage.signIn("ada");
  await stage.go(`/apps/${app}/form/`);
  const canvas = page.getByRole("tree", { name: /^Form canvas/ });
  const order = () =>
    canvas.getByRole("treeitem").evaluateAll((all) => all.map((one) => one.getAttribute("aria-label").split(",")[0]));
  const item = (label) => canvas.getByRole("treeitem", { name: new RegExp(`^${label}, `) });
  const orders = [await order()];

  await item("Receipt").click();
  await stage.button("Move Receipt to").click();
  await page.getByRole("menuitem", { name: "Pick a place on the canvas" }).click();
  await stage.button("Place Receipt after Amount").waitFor();
  await stage.checkAccess("designer, place mode");
  await stage.button("Place Receipt after Amount").click();
  await stage.hears(`Receipt placed. Position 3 of 4 in ${await formTitle(page)}.`);
  orders.push(await order());
  await stage.button("Undo move Receipt").click();
  await stage.hears("Undid: move Receipt.");
  orders.push(await order());
  await stage.button("Redo move Receipt").click();
  orders.push(await order());

  await item("Receipt").click();
  await stage.button("Move Receipt up").click();
  orders.push(await order());
  await stage.button("Move Receipt down").click();
  orders.push(await order());
  await stage.saved();
  await page.reload();
  await stage.ready();
  orders.push(await order());
  await stage.button("Undo move Receipt").click();
  await stage.button("Undo move Receipt").click();
  await stage.button("Undo move Receipt").click();
  orders.push(await order());
  await stage.saved();
  return { orders };
}

/** The title of the form on the sheet: announcements call it by that. */
function formTitle(page) {
  return page.getByRole("region", { name: "Form canvas" }).getByRole("heading", { level: 2 }).innerText();
}
