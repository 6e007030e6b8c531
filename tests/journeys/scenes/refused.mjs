// Ada pastes a table that cannot be read, and then one with a cell that does not fit: both are said in words.

export default async function scene(stage, { file, cells }) {
  const { page } = stage;
  await stage.signIn("ada");
  await stage.go("/apps/new/");
  await stage.button("Create blank app").click();
  await page.getByText("Enter a name for the app").first().waitFor();
  await stage.checkAccess("start, name missing");
  const chooser = page.waitForEvent("filechooser");
  await stage.button("Choose a file").click();
  await (await chooser).setFiles(file);
  const refusal = page.getByRole("alert").filter({ hasText: "This table cannot be used" });
  await refusal.waitFor();
  const said = await refusal.innerText();
  await stage.checkAccess("wizard, refused");
  await stage.button("Choose another file").click();
  await page.getByRole("textbox", { name: "Or paste cells" }).fill(cells);
  await stage.button("Use pasted cells").click();
  const bad = page.getByRole("region", { name: "Cells that do not fit" });
  await bad.waitFor();
  const told = await bad.innerText();
  await stage.checkAccess("wizard, cells that do not fit");
  return { said, told, apps: (await stage.api("/api/apps")).apps.map((app) => app.title) };
}
