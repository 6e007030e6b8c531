// Looks at screens as somebody, one after the other: their headings, and what axe says where access is asked for.

export default async function scene(stage, { who, paths }) {
  const { page } = stage;
  const headings = {};
  if (who) await stage.signIn(who);
  for (const path of paths) {
    await stage.go(path);
    headings[path] = await page.getByRole("heading", { level: 1 }).innerText();
    await stage.checkAccess(path);
  }
  return { headings };
}
