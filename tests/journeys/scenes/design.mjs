// Ada adds three questions, a rule, a filter and access by clicks, and tries the form before anybody else sees it.

export default async function scene(stage, { app }) {
  const { page } = stage;
  await stage.signIn("ada");
  await stage.go(`/apps/${app}/form/`);
  await stage.checkAccess("designer, form");
  const canvas = page.getByRole("tree", { name: /^Form canvas/ });
  await canvas.getByRole("treeitem", { name: /^Species/ }).click();
  for (const line of ["Field note", "Measured on: date", "Price?"]) {
    await page.getByRole("textbox", { name: "Quick add" }).fill(line);
    await page.getByRole("textbox", { name: "Quick add" }).press("Enter");
  }
  await stage.hears("Short text field added after Species.");
  await stage.hears("Date field added after Field note.");
  await stage.hears("Money field added after Measured on.");
  await stage.saved();
  const items = await canvas.getByRole("treeitem").evaluateAll((all) => all.map((one) => one.getAttribute("aria-label")));

  await page.getByRole("link", { name: "Rules", exact: true }).click();
  await stage.ready();
  await stage.checkAccess("designer, rules, empty");
  await stage.button("Add rule").click();
  await stage.choose("Rule 1, condition 1, field", "Species");
  await stage.choose("Rule 1, condition 1, comparison", /^is$/);
  await stage.choose("Rule 1, condition 1, value", "virginica");
  await stage.choose("Then", /^show$/);
  await stage.choose("What", "Field note");
  await page.getByRole("paragraph").filter({ hasText: "Show Field note only when Species is virginica." }).waitFor();
  await stage.checkAccess("designer, rules");

  await page.getByRole("link", { name: "List", exact: true }).click();
  await stage.ready();
  // Choices are filters from the start; a second one is added by hand.
  await page.getByText("Species", { exact: true }).first().waitFor();
  await stage.choose("Choose a field, Filters", "Petal.Width");
  await stage.checkAccess("designer, list");

  await page.getByRole("link", { name: "Data", exact: true }).click();
  await stage.ready();
  await stage.checkAccess("designer, data");
  await stage.button("Access").click();
  await page.getByText("Nothing granted means nobody.").waitFor();
  const staff = page.getByRole("group", { name: /^Everyone in the workspace, / });
  await staff.getByRole("button", { name: /See$/ }).click();
  await page.getByRole("option", { name: "all records" }).click();
  await staff.getByText(/may add .*, see all /).waitFor();
  await stage.saved();
  await stage.checkAccess("designer, access");
  return { items };
}
