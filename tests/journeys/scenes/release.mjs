// Ada follows the deployment until the worker has made it live.

export default async function scene(stage, { release, number }) {
  const { page } = stage;
  await stage.signIn("ada");
  await stage.go(`/releases/${release}/`);
  await page.getByRole("heading", { level: 1, name: `Version ${number} is live` }).waitFor({ timeout: 60_000 });
  await stage.checkAccess(`release ${number}`);
  const { steps, state, error } = await stage.api(`/api/releases/${release}`);
  return { steps: steps.map((step) => [step.key, step.state]), state, error };
}
