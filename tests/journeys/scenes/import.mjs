// Ada brings her workbook: the wizard says why each column got its type, and makes nothing before "Create app".

export default async function scene(stage, { file, title }) {
  const { page } = stage;
  await stage.signIn("ada");
  await stage.checkAccess("home, empty");
  await stage.go("/apps/new/");
  await stage.checkAccess("start");
  const chooser = page.waitForEvent("filechooser");
  await stage.button("Choose a file").click();
  await (await chooser).setFiles(file);
  const columns = page.getByRole("table", { name: "Check the columns" });
  await columns.waitFor();
  await stage.checkAccess("wizard");
  const evidence = {};
  for (const row of (await columns.getByRole("row").all()).slice(1)) {
    const name = await row.getByRole("textbox", { name: /^Name of the field from column/ }).inputValue();
    evidence[name] = (await row.getByRole("cell").nth(2).innerText()).split("\n").at(-1);
  }
  const made = await page.getByRole("complementary", { name: "What will be made" }).getByRole("listitem").allInnerTexts();
  const before = (await stage.api("/api/apps")).apps.map((app) => app.title);
  await page.getByRole("textbox", { name: "Name of the app" }).fill(title);
  await stage.button("Create app").click();
  await page.waitForURL(/\/apps\/[^/]+\/form\/$/);
  await stage.ready();
  return { app: page.url().match(/apps\/([^/]+)\/form/)[1], evidence, made, before };
}
