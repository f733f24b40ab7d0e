import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "@std/path/join";
import { toFileUrl } from "@std/path/to-file-url";
import { buildSite } from "../../scripts/site/build_site.ts";
import { launchBrowser, openPage } from "../support/browser.ts";
import { makeTempHome } from "../support/home.ts";
import { testWithPackages } from "../support/need.ts";
import { REPOSITORY } from "../support/shared.ts";
import { violations } from "./axe.ts";

const PAGES = ["index.html", "commands.html", "events.html", "queries.html"];

testWithPackages(
  ["chromium"],
  "The documentation's site fits a phone and a wide screen, and axe finds nothing, from a disk",
  async () => {
    await using home = await makeTempHome();
    await buildSite(REPOSITORY, home.path);
    await using browser = await launchBrowser();
    for (const colorScheme of ["light", "dark"] as const) {
      const { page, errors } = await openPage(browser, { colorScheme });
      for (const width of [360, 1280, 1920]) {
        await page.setViewportSize({ width, height: 900 });
        for (const name of PAGES) {
          await page.goto(toFileUrl(join(home.path, name)).href);
          const wide = await page.evaluate(() => document.documentElement.scrollWidth);
          assertEquals(wide, width, name);
          assertEquals(errors.filter(isOwn), []);
          if (width !== 1920) assertEquals(await violations(page), [], `${name} at ${width}`);
        }
      }
      await page.context().close();
    }
  },
);

testWithPackages(
  ["chromium"],
  "The documentation's site is searched by keyboard, on a phone by its menu",
  async () => {
    await using home = await makeTempHome();
    await buildSite(REPOSITORY, home.path);
    await using browser = await launchBrowser();
    const { page, errors } = await openPage(browser, { viewport: { width: 1280, height: 800 } });
    await page.goto(toFileUrl(join(home.path, "index.html")).href);
    await page.keyboard.press("/");
    await page.keyboard.type("sending events");
    const found = page.locator("#results [role=option]");
    await found.first().waitFor();
    assertStringIncludes(await found.first().textContent() ?? "", "Sending events");
    assertEquals(await violations(page), []);
    await page.keyboard.press("Enter");
    await page.waitForURL(/api\.html#sending-events$/);
    // What nobody finds as it is typed is found by its likes; what is nothing says so.
    await page.locator("#search").fill("idempotancy <b>");
    await found.first().waitFor();
    await page.locator("#search").fill("zzzzqqq");
    await page.getByText('Nothing is found for "zzzzqqq"').waitFor();
    await page.keyboard.press("Escape");
    assert(await page.locator("#results").isHidden());

    await page.setViewportSize({ width: 360, height: 700 });
    const link = page.locator("nav.pages").getByRole("link", { name: "Queries" });
    assert(await link.isHidden());
    await page.locator(".menu summary").click();
    await link.click();
    await page.waitForURL(/queries\.html$/);
    assertEquals(errors.filter(isOwn), []);
  },
);

/** The page's policy lets through all that the page needs; axe asks for its style sheet once more. */
function isOwn(error: string): boolean {
  return !error.startsWith("Connecting to ");
}
