// Ada starts with a blank form and types its questions.

export default async function scene(stage, { title, lines }) {
  const { page } = stage;
  await stage.signIn("ada");
  await stage.go("/apps/new/");
  await page.getByRole("textbox", { name: "Name of the app" }).fill(title);
  await stage.button("Create blank app").click();
  await page.waitForURL(/\/apps\/[^/]+\/form\//);
  await stage.ready();
  for (const line of lines) {
    await page.getByRole("textbox", { name: "Quick add" }).fill(line);
    await page.getByRole("textbox", { name: "Quick add" }).press("Enter");
  }
  await stage.saved();
  return { app: page.url().match(/apps\/([^/]+)\/form/)[1] };
}
