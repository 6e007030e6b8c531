// Emil looks through the records: pages, order, search, filter; then opens his own, changes it and reads its history.

export default async function scene(stage, { address, plural, find, sort, filter, change, title }) {
  const { page } = stage;
  await stage.signIn("emil");
  await stage.go(address);
  const table = page.getByRole("table", { name: plural });
  const shows = (text) => page.getByRole("status").filter({ hasText: text }).first().waitFor();
  const rows = async () => (await table.getByRole("row").allInnerTexts()).slice(1).map((row) => row.split(/\s*\t\s*/));
  const all = await page.getByRole("status").filter({ hasText: / of / }).first().innerText();
  await stage.checkAccess("live list");
  const first = await rows();
  await stage.button("Next page").click();
  await stage.button("Previous page").and(page.locator(":enabled")).waitFor();
  const second = await rows();
  await stage.button("Previous page").click();
  await stage.button("Previous page").and(page.locator(":disabled")).waitFor();
  const again = await rows();

  await stage.button(sort).click();
  await page.getByRole("columnheader", { name: sort }).and(page.locator('[aria-sort="ascending"]')).waitFor();
  const answered = page.waitForResponse((answer) => answer.url().includes("sort=-") && answer.ok());
  await stage.button(sort).click();
  await page.getByRole("columnheader", { name: sort }).and(page.locator('[aria-sort="descending"]')).waitFor();
  await answered;
  await page.waitForFunction(() => !document.querySelector('table[aria-busy="true"]'));
  const sorted = await rows();

  await page.getByText("Filters", { exact: true }).click();
  await page.getByLabel(filter.question, { exact: true }).selectOption({ label: filter.answer });
  await shows(filter.count);
  const filtered = await rows();
  await stage.button("Clear filters").click();
  await shows(all);

  const search = page.getByRole("searchbox");
  await search.fill("nobody wrote this");
  await page.getByRole("paragraph").filter({ hasText: /match the search and filters\.$/ }).waitFor();
  await stage.checkAccess("live list, nothing found");
  await search.fill(find);
  await shows("1 of 1");
  const found = await rows();
  await table.getByRole("link").first().click();
  await page.getByRole("heading", { level: 1, name: title }).waitFor();
  await stage.ready();
  await page.getByText("Sent", { exact: true }).waitFor();
  await stage.checkAccess("live record");
  const facts = await page.getByRole("main").innerText();
  await stage.button("Change answers").click();
  const box = page.getByRole("textbox", { name: change.question });
  await box.fill(change.answer);
  await stage.checkAccess("live record, changing");
  await stage.button("Save changes").click();
  await page.getByText("Changed", { exact: true }).waitFor();
  const history = (await page.getByRole("listitem").allInnerTexts()).filter((text) => /^(Changed|Sent|Imported)/.test(text));
  const record = page.url().match(/([0-9a-f-]{36})\/$/)[1];
  return { all, first, second, again, sorted, filtered, found, facts, history, record };
}
