import { assertEquals } from "@std/assert";
import type { EventDraft } from "../../lib/events/event.ts";
import { until } from "../support/until.ts";
import { testOnPage } from "./on_page.ts";
import { draft, numbered } from "./test_server.ts";

/** What telemetry tells: its session, and nothing else of who it belongs to. */
function measured(session: string, summary: string): EventDraft {
  const { project: _, ...rest } = draft({
    source: "otel",
    type: "otel.api.request",
    category: "session",
    session,
    summary,
  });
  return rest;
}

testOnPage(
  "Telemetry stands under the project of its session, also where nothing else is listed",
  async ({ server, page, see }) => {
    await server.append(
      draft({ session: "s-1", summary: "Begins" }),
      measured("s-1", "A request of the shop"),
      measured("left-behind-long-ago", "A request of a session that nobody knows"),
    );
    await page.goto(`${server.url}/#/history?q=source%3Aotel`);
    await see("A request of the shop");
    const who = page.locator(".row-who");
    await page.locator(".row-who", { hasText: "shop-api" }).waitFor();
    assertEquals(await who.allTextContents(), ["session left-beh", "shop-api"]);
    assertEquals(await who.nth(1).getAttribute("title"), "shop-api, by telemetry");

    await page.getByText("A request of the shop").click();
    const detail = page.getByRole("complementary");
    await detail.getByText("/home/dev/shop-api").waitFor();
    await detail.getByText("telemetry", { exact: true }).waitFor();
  },
);

testOnPage(
  "A session has the same colour in every view, whichever is opened first",
  async ({ server, page }) => {
    const begins = (session: string) =>
      draft({
        type: "prompt.submit",
        session,
        project: `/home/dev/${session}`,
        data: { prompt: session },
      });
    await server.append(...["one", "two", "three", "four"].map(begins));
    // More than the page loads at first: it begins with a session that is not the oldest.
    await server.append(...numbered(1, 1100).map((event) => ({ ...event, session: "four" })));
    await server.append(begins("three"), begins("two"));
    const hueOf = (bar: string) =>
      page.locator(bar).first().evaluate((element) => /hue-\d/.exec(element.className)?.[0]);
    for (
      const [view, bar] of [
        ["history", '.row:has-text("three") .row-bar'],
        ["live", '.row:has-text("three") .row-bar'],
        ["overview", '.session:has-text("three") .session-bar'],
      ] as const
    ) {
      await page.goto("about:blank");
      await page.goto(`${server.url}/#/${view}`);
      await page.locator(bar).first().waitFor();
      await page.locator(".connection").getByText("Live").waitFor();
      await until(`three's colour in ${view}`, async () => await hueOf(bar) === "hue-2");
    }
  },
);

testOnPage(
  "A search that cannot be read says why, and what would work",
  async ({ server, page }) => {
    await server.append(draft());
    await page.goto(`${server.url}/#/history?q=status%3A(`);
    await page.getByRole("heading", { name: "This search is not complete" }).waitFor();
    await page.getByText("A value is missing, at character 8").waitFor();
    await page.getByRole("link", { name: "What failed" }).click();
    await page.getByRole("heading", { name: "Nothing stored matches" }).waitFor();
    await page.goto(`${server.url}/#/live?q=status%3A(`);
    await page.getByText("1 row, not filtered").waitFor();
  },
);
