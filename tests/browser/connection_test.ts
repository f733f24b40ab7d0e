import { assertEquals } from "@std/assert";
import type { EventDraft } from "../../lib/events/event.ts";
import { launchBrowser, openPage } from "../support/browser.ts";
import { testWithPackages } from "../support/need.ts";
import { violations } from "./axe.ts";
import { draft, startTestServer } from "./test_server.ts";

testWithPackages(
  ["chromium"],
  "A page that was away for a restart has everything that it missed, once and in order",
  async () => {
    await using server = await startTestServer();
    await using browser = await launchBrowser();
    const { page } = await openPage(browser);
    await server.append(draft({ summary: "Event 0" }));
    await page.goto(server.url);
    await page.getByText("Event 0").waitFor();

    await server.stop("restart");
    await page.getByText("Server restarting").first().waitFor();
    assertEquals(await violations(page), []);
    await server.start();
    await server.append(...numbered(1, 1500));
    await page.getByText("Event 1500", { exact: true }).waitFor();
    await page.getByText("1,501 rows").waitFor();
    await page.locator(".connection.is-live").waitFor();
  },
);

testWithPackages(["chromium"], "A stopped server is told, with what to do about it", async () => {
  await using server = await startTestServer();
  await using browser = await launchBrowser();
  const { page } = await openPage(browser);
  await server.append(draft({ summary: "Before the end" }));
  await page.goto(server.url);
  await page.getByText("Before the end").waitFor();
  await server.stop();
  await page.getByText("Run mpm-monitor start").first().waitFor();
  await page.getByText("Before the end").waitFor();
  for (const view of ["overview", "history", "metrics", "connections"]) {
    await page.evaluate((name) => location.hash = `#/${name}`, view);
    await page.locator(".notice.is-error").waitFor();
  }
});

testWithPackages(
  ["chromium"],
  "A server that asks for a token is told from a lost one",
  async () => {
    await using server = await startTestServer();
    await using browser = await launchBrowser();
    const { page } = await openPage(browser);
    await page.route("**/api/events*", (route) =>
      route.fulfill({
        status: 401,
        contentType: "application/json",
        body: JSON.stringify({ error: { code: "no_token", message: "A token is required" } }),
      }));
    await page.goto(server.url);
    await page.getByText("Not let in").first().waitFor();
    await page.getByText("A token is required").first().waitFor();
  },
);

testWithPackages(["chromium"], "A list follows until a person leaves its end", async () => {
  await using server = await startTestServer();
  await using browser = await launchBrowser();
  const { page } = await openPage(browser);
  await server.append(...numbered(1, 1600));
  await page.goto(server.url);
  await page.getByText("Event 1600", { exact: true }).waitFor();
  await page.setViewportSize({ width: 1280, height: 1000 });
  await page.setViewportSize({ width: 900, height: 500 });
  await server.append(...numbered(1601, 1700));
  await page.getByText("Event 1700", { exact: true }).waitFor();
  await page.getByText("Following").waitFor();
});

testWithPackages(["chromium"], "A paused list stays as it is and counts what arrives", async () => {
  await using server = await startTestServer();
  await using browser = await launchBrowser();
  const { page } = await openPage(browser);
  await server.append(...numbered(1, 200));
  await page.goto(server.url);
  await page.getByText("Event 200", { exact: true }).waitFor();
  await page.mouse.move(600, 400);
  await page.mouse.wheel(0, -900);
  await page.getByText("Paused").waitFor();
  const before = await page.locator(".list").evaluate((list) => list.scrollTop);
  await server.append(...numbered(201, 230));
  await page.getByText("Paused, 30 new rows").waitFor();
  assertEquals(await page.locator(".list").evaluate((list) => list.scrollTop), before);
  assertEquals(await page.getByText("Event 230", { exact: true }).count(), 0);
  await page.keyboard.press("Space");
  await page.getByText("Event 230", { exact: true }).waitFor();
});

testWithPackages(["chromium"], "Scrolling to the beginning loads what was before", async () => {
  await using server = await startTestServer();
  await using browser = await launchBrowser();
  const { page } = await openPage(browser);
  await server.append(...numbered(1, 1600));
  await page.goto(server.url);
  await page.getByText("Event 1600", { exact: true }).waitFor();
  await page.keyboard.press("Home");
  await page.locator(".list").evaluate((list) => list.scrollTop = 10);
  await page.getByText("1,600 rows").waitFor();
  await page.keyboard.press("Home");
  await page.getByText("Event 1", { exact: true }).first().waitFor();
});

function numbered(from: number, to: number): readonly EventDraft[] {
  return Array.from(
    { length: to - from + 1 },
    (_, at) => draft({ summary: `Event ${from + at}` }),
  );
}
