// A tab that is behind: its edits of other things are merged; a label set differently in both tabs, or typed into a
// question which the other tab deleted, is asked about, also after a reload. None is lost.

export default async function scene(stage, { app }) {
  const { page } = stage;
  await stage.signIn("ada");
  await stage.go(`/apps/${app}/form/`);
  const behind = await page.context().newPage();
  await behind.goto(page.url());
  const item = (tab, label) =>
    tab.getByRole("tree", { name: /^Form canvas/ }).getByRole("treeitem", { name: new RegExp(`^${label}, `) });
  const rename = async (tab, was, becomes) => {
    await item(tab, was).click();
    const properties = tab.getByRole("complementary", { name: "Properties" });
    await properties.getByRole("textbox", { name: "Label", exact: true }).fill(becomes);
    await item(tab, becomes).waitFor();
  };
  const stored = async () => {
    const { document } = await stage.api(`/api/drafts/${app}`);
    return Object.values(document.fields).map((field) => field.label).sort();
  };
  await item(behind, "Purpose").waitFor();
  await behind.route("**/api/drafts/**", (route) => route.abort());
  const answered = page.waitForResponse((answer) => answer.request().method() === "POST" && answer.ok());
  await rename(page, "Purpose", "Reason");
  await answered;
  await rename(behind, "Purpose", "Why");
  await rename(behind, "Amount", "Sum");
  const before = await stored();
  await behind.unroute("**/api/drafts/**");

  const box = behind.getByRole("alert").filter({ hasText: "Two people changed the same thing" });
  await box.waitFor();
  const said = await box.innerText();
  const asked = await stored();
  await behind.getByRole("button", { name: "Keep mine" }).click();
  await box.waitFor({ state: "detached" });
  await behind.getByText(/^Saved \d/).first().waitFor();
  const kept = await stored();
  await item(page, "Why").waitFor();
  await item(page, "Sum").waitFor();

  await behind.route("**/api/drafts/**", (route) => route.abort());
  const deleted = page.waitForResponse((answer) => answer.request().method() === "POST" && answer.ok());
  await item(page, "Sum").focus();
  await page.keyboard.press("Delete");
  await deleted;
  await rename(behind, "Sum", "Total");
  await behind.unroute("**/api/drafts/**");
  const gone = behind.getByRole("alert").filter({ hasText: "Somebody deleted what you changed" });
  await gone.waitFor();
  await behind.reload();
  await gone.waitFor();
  const lost = { said: await gone.innerText(), asked: await stored() };
  await behind.getByRole("button", { name: "Restore and keep mine" }).click();
  await gone.waitFor({ state: "detached" });
  await behind.getByText(/^Saved \d/).first().waitFor();
  await item(behind, "Total").waitFor();
  await item(page, "Total").waitFor();
  return { before, said, asked, kept, lost, restored: await stored() };
}
