import { assertEquals } from "@std/assert";
import type { Page } from "playwright-core";
import { violations } from "./axe.ts";
import { testOnPage } from "./on_page.ts";
import { postHooks, story } from "./story.ts";

/** Stands in Connections whether the server is healthy or, on a busy machine, less than that. */
const SERVER_FACT = "takes events, serves this page";

/** Each view, and a text that shows that it has drawn the story. */
const VIEWS: readonly [hash: string, shows: string][] = [
  ["#/live", "deno task test"],
  ["#/live?event=3", "round(a + b)"],
  ["#/overview", "1 session waits for you"],
  ["#/history", "and that is all"],
  ["#/timeline", "spans in"],
  ["#/timeline?show=graph", "As a table: 2 lines"],
  ["#/metrics", "Slowest calls"],
  ["#/connections", SERVER_FACT],
];

testOnPage(
  "Every view draws a session, and axe finds nothing wrong in either theme",
  async ({ server, open }) => {
    await postHooks(server.url, story());
    for (const colorScheme of ["light", "dark"] as const) {
      const { page, errors } = await open({ colorScheme, reducedMotion: "reduce" });
      for (const [hash, shows] of VIEWS) {
        await page.goto(`${server.url}/${hash}`);
        await page.getByText(shows).first().waitFor();
        assertEquals(await violations(page), [], `${hash} in ${colorScheme}`);
      }
      assertEquals(errors.filter((error) => !isExpected(error)), []);
      await page.context().close();
    }
  },
);

testOnPage("Every view teaches while nothing has happened yet", async ({ server, page }) => {
  for (const view of ["live", "overview", "timeline", "metrics"]) {
    await page.goto(`${server.url}/#/${view}`);
    await page.getByText("mpm-monitor integrate claude-code").waitFor();
    assertEquals(await violations(page), [], view);
  }
  await page.goto(`${server.url}/#/history`);
  await page.getByText("Nothing is stored yet").waitFor();
});

testOnPage("Everything can be done by keyboard", async ({ server, page }) => {
  await postHooks(server.url, story());
  await page.goto(server.url);
  await page.locator(".row").first().waitFor();

  await page.keyboard.press("k");
  await page.getByRole("complementary").waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("complementary").waitFor({ state: "detached" });
  await page.keyboard.press("Space");
  await page.getByText("Following").waitFor();

  await page.keyboard.press("/");
  await page.keyboard.type("tool:Ba");
  await page.keyboard.press("Tab");
  assertEquals(await page.locator("#query").inputValue(), "tool:Bash ");
  await waitForRows(page, 3);
  await page.keyboard.press("Escape");

  await page.keyboard.press("Control+k");
  await page.getByRole("dialog").waitFor();
  assertEquals(await violations(page), []);
  await page.keyboard.type("conn");
  await page.keyboard.press("Enter");
  await page.getByText(SERVER_FACT).waitFor();
  assertEquals(new URL(page.url()).hash, "#/connections?q=tool%3ABash+");

  await page.keyboard.press("?");
  await page.getByText("Open the command palette").waitFor();
  assertEquals(await violations(page), []);
  await page.keyboard.press("Escape");
  await page.keyboard.press("1");
  await waitForRows(page, 3);
});

testOnPage(
  "History finds, narrows by a bar, and saves what it found",
  async ({ server, page, errors }) => {
    await postHooks(server.url, story());
    await page.goto(`${server.url}/#/history?q=tool%3AEdit`);
    await page.getByText("2 events").waitFor();
    await page.getByRole("slider", { name: "When" }).press("End");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => location.hash.includes("since"));
    await page.getByText("2 events").waitFor();
    const saved = page.waitForEvent("download");
    await page.getByText("Download as NDJSON").click();
    const text = await Deno.readTextFile(await (await saved).path());
    const events = text.trim().split("\n").map((line) => JSON.parse(line));
    assertEquals(events.every((event) => event.tool === "Edit"), true);
    assertEquals(errors, []);
  },
);

testOnPage("The page fits a phone", async ({ server, page }) => {
  await postHooks(server.url, story());
  for (const [hash, shows] of VIEWS) {
    await page.goto(`${server.url}/${hash}`);
    await page.getByText(shows).first().waitFor();
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    assertEquals(width, 360, hash);
  }
}, { page: { viewport: { width: 360, height: 640 } } });

async function waitForRows(page: Page, count: number): Promise<void> {
  await page.waitForFunction((n) => document.querySelectorAll(".row").length === n, count);
}

/** The server may not answer every question of the page yet. */
function isExpected(error: string): boolean {
  return error.includes("404");
}
