// Ada moves the live pointer to another release, back or forward; nothing moves before the second button.

export default async function scene(stage, { release, button, number }) {
  const { page } = stage;
  await stage.signIn("ada");
  await stage.go(`/releases/${release}/`);
  const before = (await stage.api(`/api/releases/${release}`)).live.number;
  await stage.button(button).click();
  const dialog = page.getByRole("alertdialog").or(page.getByRole("dialog"));
  await dialog.getByText("Everything they entered stays; nothing is deleted.").waitFor();
  await stage.checkAccess(`release, switch to ${number}`);
  const asked = (await stage.api(`/api/releases/${release}`)).live.number;
  await dialog.getByRole("button", { name: button }).click();
  await dialog.waitFor({ state: "detached" });
  await page.getByText(`Version ${number} is live`).first().waitFor();
  const { live } = await stage.api(`/api/releases/${release}`);
  return { before, asked, live: live.number };
}
