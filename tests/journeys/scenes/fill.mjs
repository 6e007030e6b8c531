// Emil fills in the form on his phone: a question appears and goes, mistakes are listed once, the answer has a reference.

export default async function scene(stage, { address, answers, rule, wrong, send }) {
  const { page } = stage;
  await stage.signIn("emil");
  await stage.go(address);
  const field = page.getByRole("textbox", { name: rule.question });
  const states = [await field.count()];
  for (const answer of [rule.choice, rule.other, rule.choice]) {
    await page.getByRole("radio", { name: answer, exact: true }).tap();
    await field.waitFor({ state: answer === rule.choice ? "visible" : "detached" });
    states.push(await field.count());
  }
  await page.getByRole("textbox", { name: wrong.question }).fill(wrong.answer);
  await stage.button(send).tap();
  const summary = page.getByRole("alert", { name: "There is a problem" });
  await summary.waitFor();
  const problems = await summary.getByRole("link").allInnerTexts();
  const messages = await page.getByRole("paragraph").filter({ hasText: /^Error:/ }).allTextContents();
  const focused = await page.evaluate(() => document.activeElement?.textContent ?? "");
  const title = await page.title();
  await stage.checkAccess("live form, errors");
  await summary.getByRole("link").first().tap();
  const jumped = await page.evaluate(() => document.activeElement?.labels?.[0]?.textContent ?? "");
  for (const [question, answer] of Object.entries(answers)) {
    await page.getByRole("textbox", { name: question }).fill(answer);
  }
  await page.getByRole("radio", { name: rule.choice, exact: true }).tap();
  await summary.waitFor({ state: "detached" });
  await stage.checkAccess("live form");
  await stage.button(send).tap();
  await page.getByText("Your reference").waitFor();
  const reference = await page.locator("strong").innerText();
  const heading = await page.getByRole("heading", { level: 1 }).innerText();
  await stage.checkAccess("live form, sent");
  const wide = await page.evaluate(() => document.scrollingElement.scrollWidth);
  return { states, problems, messages, focused, title, jumped, reference, heading, wide };
}
