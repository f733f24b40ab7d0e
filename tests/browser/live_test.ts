import { assertEquals } from "@std/assert";
import { violations } from "./axe.ts";
import { until } from "../support/until.ts";
import { testOnPage } from "./on_page.ts";
import { hook, postHooks, story } from "./story.ts";
import { draft, numbered } from "./test_server.ts";

testOnPage(
  "Live shows stored events, new ones as they happen, and what it missed while away",
  async ({ server, page, errors, see, connection }) => {
    await server.append(draft({ summary: "Stored before the page" }));
    await page.goto(server.url);
    await see("Stored before the page");
    await connection.getByText("Live").waitFor();
    await server.append(draft({ summary: "Arrived while looking" }));
    await see("Arrived while looking");

    await server.stop();
    await connection.getByText("Server stopped").waitFor();
    await server.start();
    await server.append(draft({ summary: "Happened before the page came back" }));
    await see("Happened before the page came back");
    await connection.getByText("Live").waitFor();
    assertEquals(await page.locator(".row").count(), 3);
    // The browser itself reports each attempt that found nobody; nothing else may be among them.
    assertEquals(errors.filter((error) => !error.includes("ERR_CONNECTION_REFUSED")), []);
  },
);

testOnPage(
  "Live joins the two events of a tool call in one row that completes itself",
  async ({ server, page, errors, see }) => {
    await page.goto(server.url);
    await see("Nothing has happened yet");
    const call = { tool: "Bash", correlation: "call-1" };
    const data = { tool_name: "Bash", tool_input: { command: "deno task test" } };
    await server.append(draft({ ...call, type: "tool.pre", status: "running", data }));
    const row = page.locator(".row", { hasText: "deno task test" });
    await row.getByText("running").waitFor();
    await server.append(
      draft({ ...call, type: "tool.post", status: "ok", duration_ms: 1234, data }),
    );
    await row.getByText("1.2 s").waitFor();
    assertEquals(await page.locator(".row").count(), 1);
    assertEquals(errors, []);
  },
);

testOnPage(
  "Live teaches the first step while the monitor has only reported about itself",
  async ({ server, page, see }) => {
    await page.goto(server.url);
    await see("Nothing has happened yet");
    await server.append(draft({ summary: "The first event" }));
    await see("The first event");
    await see("Monitor 0.0.0-test started");
  },
  { server: { tellsOfItself: true } },
);

testOnPage(
  "Live shows at least 25 rows at 1280 x 800, each in one line",
  async ({ server, page, see }) => {
    await server.append(...numbered(1, 60));
    await page.goto(server.url);
    await see("Event 60");
    const whole = () =>
      page.locator(".row").evaluateAll((rows) =>
        rows.filter((row) => {
          const { top, bottom } = row.getBoundingClientRect();
          const list = row.closest(".list")?.getBoundingClientRect();
          return list !== undefined && top >= list.top && bottom <= list.bottom;
        }).length
      );
    // The first picture is of one row: how high the list is, is not known before.
    await until("25 whole rows", async () => await whole() >= 25);
  },
  { page: { viewport: { width: 1280, height: 800 } } },
);

testOnPage(
  "Live saves the events of the rows that are shown",
  async ({ server, page, see }) => {
    await postHooks(server.url, story());
    await page.goto(`${server.url}/#/live?q=tool%3AEdit`);
    await page.getByText("1 row of").waitFor();
    const saved = page.waitForEvent("download");
    await page.getByRole("button", { name: "Save" }).click();
    const text = await Deno.readTextFile(await (await saved).path());
    const events = text.trim().split("\n").map((line) => JSON.parse(line));
    assertEquals(events.map(({ type }) => type), ["tool.post", "tool.pre"]);
    await see("2 events saved");
    assertEquals(await violations(page), []);
  },
);

testOnPage(
  "A value that was too big to be stored says that it is cut, and how much there was",
  async ({ server, page }) => {
    const stdout = "line of output\n".repeat(150_000);
    const call = { tool_name: "Bash", tool_use_id: "big", tool_input: { command: "cat big" } };
    await postHooks(server.url, [
      hook("PreToolUse", call),
      hook("PostToolUse", { ...call, tool_response: { stdout, stderr: "" } }),
    ]);
    await page.goto(server.url);
    await page.locator(".row", { hasText: "cat big" }).click();
    await page.getByText("only the first megabyte of 2.3 MB was kept").waitFor();
    await page.getByText("Show all of it").click();
    await page.waitForFunction(() =>
      [...document.querySelectorAll(".detail pre")].at(-1)?.textContent?.endsWith("]") ?? false
    );
    assertEquals(await violations(page), []);
  },
);

testOnPage(
  "A call that hands work to a sub-agent leads to what that did",
  async ({ server, page }) => {
    await postHooks(server.url, story());
    await page.goto(server.url);
    await page.locator(".row", { hasText: "Hand to reviewer" }).click();
    await page.getByText("Look twice").waitFor();
    await page.getByRole("button", { name: "What the sub-agent did" }).click();
    await page.getByText("2 rows of").waitFor();
    await page.locator(".row", { hasText: "Search for" }).waitFor();
  },
);
