import { assertEquals } from "@std/assert";
import type { EventDraft } from "../../lib/events/event.ts";
import { testOnPage } from "./on_page.ts";
import { draft } from "./test_server.ts";

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
