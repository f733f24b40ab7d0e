/**
 * `deno task pictures`: takes the README's pictures from the real page, while the demo
 * plays, at the moment when somebody waits.
 */
import { join } from "@std/path/join";
import { makeSandbox } from "../../tests/support/cli.ts";
import { launchBrowser, openPage } from "../../tests/support/browser.ts";
import { REPOSITORY } from "../../tests/support/shared.ts";
import { until } from "../../tests/support/until.ts";

const FOLDER = join(REPOSITORY, "docs", "images");
const SIZE = { width: 1280, height: 800 };
/** Of the dashboard's views, those that are shown, by their place in the address. */
const VIEWS = { overview: "/#/overview", live: "/#/live" };

if (import.meta.main) {
  await Deno.mkdir(FOLDER, { recursive: true });
  await using sandbox = await makeSandbox();
  await using browser = await launchBrowser();
  const port = sandbox.range.first;
  await sandbox.run(["start", "--port", `${port}`]);
  const url = `http://localhost:${port}`;
  const demo = sandbox.spawn(["demo", "--speed", "40", "--seed", "3"]);
  try {
    await until("somebody to wait", async () => {
      const { sessions } = await (await fetch(`${url}/api/sessions`)).json();
      return sessions.some((session: { state: string }) => session.state === "permission");
    }, { timeout: 120_000 });
  } finally {
    // At this moment it all stands still, however long the pictures take.
    demo.kill("SIGKILL");
    await demo.output();
  }
  for (const colorScheme of ["light", "dark"] as const) {
    for (const [name, path] of Object.entries(VIEWS)) {
      const { page } = await openPage(browser, {
        viewport: SIZE,
        colorScheme,
        deviceScaleFactor: 2,
      });
      await page.goto(url + path);
      await page.locator(".waiting-strip a, .question").first().waitFor();
      await page.locator(".connection").getByText("Live", { exact: true }).waitFor();
      await page.screenshot({ path: join(FOLDER, `${name}-${colorScheme}.png`) });
      await page.context().close();
    }
  }
}
