import { assertEquals } from "@std/assert";
import { until } from "../support/until.ts";
import { testOnPage } from "./on_page.ts";
import { draft, numbered } from "./test_server.ts";

testOnPage("A list follows until a person leaves its end", async ({ server, page, see }) => {
  await server.append(...numbered(1, 1600));
  await page.goto(server.url);
  await see("Event 1600");
  await page.setViewportSize({ width: 1280, height: 1000 });
  await page.setViewportSize({ width: 900, height: 500 });
  await server.append(...numbered(1601, 1700));
  await see("Event 1700");
  await see("Following");
});

testOnPage(
  "A paused list stays as it is and counts what arrives",
  async ({ server, page, see }) => {
    await server.append(...numbered(1, 200));
    await page.goto(server.url);
    await see("Event 200");
    await page.mouse.move(600, 400);
    await page.mouse.wheel(0, -900);
    await page.getByText("Paused").waitFor();
    const place = () => page.locator(".list").evaluate((list) => list.scrollTop);
    // The wheel's way is drawn over some frames.
    let before = await place();
    await until("the list to rest", async () => {
      const last = before;
      before = await place();
      return before === last;
    }, { interval: 200 });
    await server.append(...numbered(201, 230));
    await page.getByText("Paused, 30 new rows").waitFor();
    assertEquals(await place(), before);
    assertEquals(await page.getByText("Event 230", { exact: true }).count(), 0);
    await page.keyboard.press("Space");
    await see("Event 230");
  },
);

testOnPage(
  "Scrolling to the beginning loads what was before, and keeps the place",
  async ({ server, page, see }) => {
    await server.append(...numbered(1, 6500));
    await page.goto(server.url);
    await see("Event 6500");
    const rows = page.locator(".follow-bar .muted").first();
    const loaded = async () => Number((await rows.textContent())?.replace(/\D/g, ""));
    const selected = page.locator(".row.is-selected .verb");
    for (let last = ""; await loaded() < 6500;) {
      const before = await loaded();
      // The count may be told a moment before the rows are there: then Home stays where it is.
      last = await until("another first row", async () => {
        await page.keyboard.press("Home");
        const first = await selected.textContent();
        return first !== last && first;
      });
      await until("earlier rows", async () => await loaded() > before);
      await see(last);
    }
    await page.keyboard.press("Home");
    await see("Event 1");
  },
);

testOnPage(
  "A filter shows the latest at once, and says so until it has looked at all rows",
  async ({ server, page, see }) => {
    await server.append(...numbered(1, 900));
    await page.goto(`${server.url}/#/live?q=${encodeURIComponent('"Event 12"')}`);
    await page.getByText("11 rows of 900").waitFor();
    await see("Event 129");
    await page.locator("#query").fill("nothing like it");
    await page.getByText("No event here matches the filter").waitFor();
    await page.getByText("Clear the filter").click();
    await page.getByText("900 rows", { exact: true }).waitFor();
  },
);

testOnPage(
  "A chosen project stays chosen in every view, after a reload, and when opened anew",
  async ({ server, page, see }) => {
    const other = { project: "/home/dev/web-shop", session: "session-2" };
    await server.append(...numbered(1, 3), draft({ ...other, summary: "Of the other project" }));
    await page.goto(server.url);
    await see("Of the other project");
    await page.getByLabel("Project").selectOption("web-shop");
    await page.getByText("1 row of 4").waitFor();
    await page.getByRole("link", { name: "History" }).click();
    await page.locator(".search-line strong", { hasText: /^1 event$/ }).waitFor();
    await page.getByRole("link", { name: "Live" }).click();
    await page.getByText("1 row of 4").waitFor();
    await page.reload();
    await page.getByText("1 row of 4").waitFor();
    await page.goto("about:blank");
    await page.goto(server.url);
    await page.getByText("1 row of 4").waitFor();
    await page.getByLabel("Project").selectOption("All projects");
    await page.getByText("4 rows", { exact: true }).waitFor();
    await page.goto("about:blank");
    await page.goto(server.url);
    await page.getByText("4 rows", { exact: true }).waitFor();
  },
);
