// Rosa reads what changed, ticks it off, comments on one change and approves exactly this version.

export default async function scene(stage, { submission, comment, note }) {
  const { page } = stage;
  await stage.signIn("rosa");
  await stage.checkAccess("home, with a review");
  await stage.go("/reviews/");
  await stage.checkAccess("reviews");
  await stage.go(`/reviews/${submission}/`);
  const changes = page.getByRole("region", { name: "Changes", exact: true });
  const lines = changes.getByRole("listitem").getByRole("button");
  const count = await lines.count();
  const sentences = await lines.allInnerTexts();
  for (let index = 0; index < count; index += 1) {
    await lines.nth(index).click();
    await stage.button("Mark as viewed").click();
    await page.getByText(`${index + 1} of ${count} viewed`).waitFor();
  }
  await page.getByRole("textbox", { name: "Comment on this" }).fill(comment);
  await stage.button("Add comment").click();
  await page.getByRole("region", { name: "Comments" }).getByText(comment).waitFor();
  await page.getByText("Side by side", { exact: true }).click();
  await page.getByRole("radio", { name: "Side by side", checked: true }).waitFor();
  await stage.checkAccess("review");
  await stage.button("Show the SQL").click();
  const plan = await page.getByRole("region", { name: "What happens to the data" }).innerText();
  await stage.button("Finish review").click();
  await stage.checkAccess("review, finish");
  const dialog = page.getByRole("dialog", { name: "Finish review" });
  await dialog.getByText(/^Approve/).first().click();
  await dialog.getByRole("radio", { name: /^Approve/, checked: true }).waitFor();
  await dialog.getByRole("textbox", { name: /Note to the maker/ }).fill(note);
  await stage.button("Send decision").click();
  await dialog.waitFor({ state: "detached" });
  await page.getByText("Approved", { exact: true }).first().waitFor();
  const deployment = page.getByRole("link", { name: "See the deployment" });
  await deployment.waitFor();
  const release = (await deployment.getAttribute("href")).match(/releases\/([^/]+)\//)[1];
  const { decisions, comments, viewed, state } = await stage.api(`/api/submissions/${submission}`);
  return { release, sentences, count, plan, decisions, comments, viewed: viewed.length, state };
}
