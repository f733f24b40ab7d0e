import { assert, assertEquals } from "@std/assert";
import { launchBrowser, openPage } from "../support/browser.ts";
import { makeSandbox } from "../support/cli.ts";
import { testWithPackages } from "../support/need.ts";
import { violations } from "./axe.ts";
import { testOnPage } from "./on_page.ts";
import { draft } from "./test_server.ts";

const ASKS = "This server asks for a token";

testOnPage(
  "A browser without the token reads nothing, and goes on by itself once it is let in",
  async ({ server, page, see, connection, errors }) => {
    await server.append(draft({ summary: "Not for everybody" }));
    await page.goto(server.url);
    for (const view of ["live", "overview", "history", "timeline", "metrics", "connections"]) {
      await page.evaluate((name) => location.hash = `#/${name}`, view);
      await see(ASKS);
      assertEquals(await violations(page), [], view);
    }
    await page.evaluate(() => location.hash = "#/live");
    await connection.getByText("Not let in").waitFor();
    assert(!(await page.content()).includes("Not for everybody"));

    const other = await page.context().newPage();
    await other.goto(`${server.url}/login?code=made-up`);
    await other.getByRole("heading", { name: ASKS }).waitFor();
    const link = await server.loginLink();
    await other.goto(link);
    await other.getByText("Not for everybody").waitFor();
    await see("Not for everybody");
    await connection.getByText("Live").waitFor();
    await other.goto(link);
    await other.getByText("Not for everybody").waitFor();
    assertEquals(errors.filter((error) => !error.includes("401")), []);
  },
  { server: { access: { token: "a token", requireToken: false } } },
);

testOnPage(
  "A browser is let in by the token that is typed into the page, and by no other",
  async ({ server, page, see, errors }) => {
    await server.append(draft({ summary: "Not for everybody" }));
    await page.goto(server.url);
    const { port } = new URL(server.url);
    await see(`mpm-monitor open --port ${port}`);
    const field = page.getByLabel("Or enter the token that the server printed");
    await field.fill("another token");
    await page.getByRole("button", { name: "Let me in" }).click();
    await page.getByText("That is not its token").waitFor();
    assertEquals(await violations(page), []);
    await field.fill("a token");
    await field.press("Enter");
    await see("Not for everybody");
    assert(!(await page.evaluate(() => JSON.stringify(localStorage))).includes("a token"));
    await page.reload();
    await see("Not for everybody");
    assertEquals(errors.filter((error) => !error.includes("401")), []);
  },
  { server: { access: { token: "a token", requireToken: false } } },
);

testWithPackages(
  ["chromium"],
  "A real server's link lets a browser in once, until it starts with another token",
  async () => {
    await using sandbox = await makeSandbox();
    await using browser = await launchBrowser();
    const start = async (token: string) => {
      const env = { MPM_MONITOR_TOKEN: token };
      const { code, stdout, stderr } = await sandbox.run(["start", "--require-token"], { env });
      assertEquals(code, 0, stderr);
      return /^Open (http:\S+) in your browser/m.exec(stdout)?.[1] ?? "";
    };
    const link = await start("the first token of this test");
    await sandbox.run(["send", "--json", '{"type":"note","data":{"message":"Sent with it"}}']);
    const { page } = await openPage(browser);
    await page.goto(link);
    await page.locator(".row").first().waitFor();
    await page.locator(".connection").getByText("Live").waitFor();

    const stranger = (await openPage(browser)).page;
    await stranger.goto(link);
    await stranger.getByRole("heading", { name: ASKS }).waitFor();

    assertEquals((await sandbox.run(["stop"])).code, 0);
    await page.locator(".connection").getByText("Server stopped").waitFor();
    const next = await start("the second token of this test");
    await page.locator(".notice.is-error", { hasText: "Run mpm-monitor open" }).waitFor();
    assertEquals(await violations(page), []);
    await stranger.goto(next);
    await stranger.locator(".row").first().waitFor();
    const { stdout } = await sandbox.run(["open", "--json"]);
    const tab = await page.context().newPage();
    await tab.goto(JSON.parse(stdout).url);
    await tab.locator(".row").first().waitFor();
    await page.locator(".connection").getByText("Live").waitFor();
  },
);
