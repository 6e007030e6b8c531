// Ada tries her form in the preview, looks at the problems, names a deputy and submits. Then she tries to approve it herself.

export default async function scene(stage, { app, deputy, shown = null }) {
  const { page } = stage;
  await stage.signIn("ada");
  const tried = shown ? await tryRule(stage, app, shown) : {};
  await stage.go(`/apps/${app}/submit/`);
  await stage.checkAccess("submit");
  if (deputy) {
    await page.getByRole("combobox", { name: "Deputy" }).fill(deputy);
    await page.getByRole("option", { name: deputy }).first().click();
    await page.getByText("The app has no deputy.").waitFor({ state: "detached" });
  }
  await stage.ready();
  const tier = await page.getByRole("heading", { name: /^Tier \d/ }).innerText();
  await stage.button(/^(Submit for review|Publish now)$/).click();
  await page.waitForURL(/\/reviews\/[^/]+\/$/);
  await stage.ready();
  const submission = page.url().match(/reviews\/([^/]+)\//)[1];
  await page.getByText("You handed this over").first().waitFor();
  const buttons = await page.getByRole("button", { name: /approve|finish review|decision/i }).all();
  const offered = [];
  for (const button of buttons) if (await button.isEnabled()) offered.push(await button.innerText());
  const { version } = await stage.api(`/api/submissions/${submission}`);
  const refused = await stage.send("POST", `/api/submissions/${submission}/decision`, {
    decision: "approve",
    comment: "It is mine and it is good.",
    digest: version.digest,
  });
  const after = await stage.api(`/api/submissions/${submission}`);
  await stage.checkAccess("review, own");
  return { tier, submission, digest: version.digest, number: version.number, offered, refused, after, tried };
}

/** In the preview: whether the question is there before, with and after the answer that its rule asks for. */
async function tryRule(stage, app, { question, choice, other }) {
  const { page } = stage;
  await stage.go(`/apps/${app}/preview/`);
  const form = page.getByRole("region", { name: "Preview of the app" });
  const field = form.getByRole("textbox", { name: question });
  const states = [await field.count()];
  for (const answer of [choice, other, choice]) {
    await form.getByRole("radio", { name: answer, exact: true }).check();
    await field.waitFor({ state: answer === choice ? "visible" : "detached" });
    states.push(await field.count());
  }
  await stage.checkAccess("designer, preview");
  await stage.go(`/apps/${app}/form/`);
  await stage.button(/^\d+ must fix, \d+ advice, \d+ passed$/).click();
  await page.getByRole("heading", { name: /^Advice/ }).waitFor();
  await stage.checkAccess("designer, problems");
  return { states };
}
