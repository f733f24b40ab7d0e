import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { violations } from "./axe.ts";
import { testOnPage } from "./on_page.ts";
import { hook, postHooks, story } from "./story.ts";
import { draft } from "./test_server.ts";

/** More than the page loads at first. */
const MANY = 1500;

function calls() {
  return Array.from({ length: MANY }, (_, at) =>
    draft({
      type: "tool.post",
      tool: at % 3 === 0 ? "Bash" : "Edit",
      status: at % 10 === 0 ? "error" : "ok",
      duration_ms: at % 2 === 0 ? 40 : 400,
      summary: `Call ${at}`,
    }));
}

testOnPage(
  "Metrics counts all that is stored, is read by keys, and narrows to a stretch of time",
  async ({ server, page, errors }) => {
    await server.append(...calls());
    await page.goto(`${server.url}/#/metrics`);
    await page.getByText("1,500 events, 1,500 tool calls").waitFor();
    await page.getByText("150 failed (10 %)").waitFor();
    await page.getByText("half of the calls within 40 ms, 95 % within 400 ms").waitFor();
    await page.getByText("Nothing older is stored").waitFor();
    await page.getByRole("row", { name: /Edit 1,000/ }).waitFor();

    const chart = page.getByRole("slider", { name: "Per minute" });
    await chart.press("Home");
    assertStringIncludes(await chart.getAttribute("aria-valuetext") ?? "", "Events –");
    await chart.press("End");
    // A minute may end meanwhile: the stretch is wider than one.
    for (let step = 0; step < 5; step++) await chart.press("Shift+ArrowLeft");
    await chart.press("Enter");
    await page.waitForFunction(() => location.hash.includes("from="));
    await page.getByText("1,500 events, 1,500 tool calls").waitFor();
    assertEquals(await violations(page), []);
    assertEquals(errors, []);
  },
);

testOnPage(
  "History counts all that matches, while it lists the latest",
  async ({ server, page }) => {
    await server.append(...calls());
    await page.goto(`${server.url}/#/history?q=tool%3AEdit`);
    await page.getByText("1,000 events").waitFor();
    const when = page.getByRole("slider", { name: "When" });
    await when.press("End");
    assertStringIncludes(await when.getAttribute("aria-valuetext") ?? "", "Failed");
  },
);

testOnPage(
  "History's last bar is the latest that happened, and rows that are not of today say their day",
  async ({ server, page }) => {
    const hour = 3_600_000;
    const old = Array.from({ length: 120 }, (_, at) => {
      const received = Date.now() - (119 - at) * hour;
      return draft({ ts: received, received, summary: `Hour ${at}` });
    });
    await server.append(...old);
    await page.goto(`${server.url}/#/history`);
    const when = page.getByRole("slider", { name: "When" });
    await when.press("End");
    assertMatch(await when.getAttribute("aria-valuetext") ?? "", /Events [1-9]/);
    // The chart's keys are not the list's.
    assertEquals(await page.locator(".row.is-selected").count(), 0);
    const days = page.locator(".row-day");
    await page.locator(".row", { hasText: "Hour 119" }).waitFor();
    assertEquals(await page.locator(".row", { hasText: "Hour 119" }).locator(days).count(), 0);
    await page.locator(".list").press("End");
    await page.locator(".row", { hasText: "Hour 0" }).locator(days).waitFor();
  },
);

testOnPage(
  "Overview shows the whole question, the plan's limits, and who reported what it cost",
  async ({ server, open }) => {
    await postHooks(server.url, story());
    const question = `Allow Bash: git push ${"--force-with-lease ".repeat(12)}`.trim();
    await postHooks(server.url, [
      hook("PermissionRequest", {
        tool_name: "Bash",
        tool_input: { command: question.replace("Allow Bash: ", "") },
      }),
    ]);
    await fetch(`${server.url}/hooks/statusline`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({
        session_id: "story-session",
        model: { id: "claude-sonnet-5" },
        cost: { total_cost_usd: 1.25 },
        context_window: { used_percentage: 41, context_window_size: 200_000 },
        rate_limits: {
          five_hour: { used_percentage: 37, resets_at: Math.floor(Date.now() / 1000) + 3600 },
        },
      }),
    });
    for (const width of [360, 1280, 2560]) {
      const { page } = await open({ viewport: { width, height: 800 } });
      await page.goto(`${server.url}/#/overview`);
      await page.getByText("5 h limit").waitFor();
      await page.getByText("37 %").waitFor();
      await page.getByText("status line").first().waitFor();
      await page.getByText("$1.25").first().waitFor();
      const isWhole = await page.locator(".question").first().evaluate((element) =>
        element.scrollWidth <= element.clientWidth && element.scrollHeight <= element.clientHeight
      );
      assertEquals(isWhole, true, `at ${width}`);
      await page.getByText("as reported by status line").waitFor();
      await page.getByRole("row", { name: /shop-api .*\$1.25/ }).waitFor();
      const size = await page.evaluate(() => document.documentElement.scrollWidth);
      assertEquals(size, width);
      await page.context().close();
    }
  },
);

testOnPage(
  "The graph is walked by keys, tells its figures in words, and as a table",
  async ({ server, page, errors }) => {
    await postHooks(server.url, story());
    await page.goto(`${server.url}/#/timeline?show=graph`);
    const graph = page.getByRole("application");
    await graph.press("ArrowDown");
    await page.getByText(/shop-api: 1 session/).waitFor();
    await graph.press("ArrowRight");
    await page.getByText(/shop-api called reviewer 1 time/).waitFor();
    await graph.press("+");
    await graph.press("0");
    await page.getByText("As a table: 2 lines").click();
    await page.getByRole("row", { name: /reviewer shop-api 1/ }).waitFor();
    assertEquals(await violations(page), []);
    await graph.press("Enter");
    await page.waitForFunction(() => location.hash.startsWith("#/history?q=agent"));
    await page.getByText("Search for").first().waitFor();
    assertEquals(errors, []);
  },
);

testOnPage("A span is chosen by keys, and opens", async ({ server, page }) => {
  await postHooks(server.url, story());
  await page.goto(`${server.url}/#/timeline`);
  await page.getByText("spans in").waitFor();
  await page.keyboard.press("n");
  await page.getByRole("complementary").waitFor();
  const chosen = () => new URL(page.url()).hash;
  const first = chosen();
  await page.keyboard.press("p");
  await page.waitForFunction((before) => location.hash !== before, first);
  await page.keyboard.press("Escape");
  await page.getByRole("complementary").waitFor({ state: "detached" });
});

testOnPage("Connections knows this page, and how far it is behind", async ({ server, page }) => {
  await page.goto(`${server.url}/#/connections`);
  await page.getByRole("row", { name: /Browser ?this page ● live/ }).waitFor();
  assertEquals(await violations(page), []);
});

testOnPage(
  "Overview says at least, and what was used before anybody watched",
  async ({ server, page }) => {
    const line = (total_cost_usd: number) =>
      draft({ type: "session.status", data: { cost: { total_cost_usd } } });
    await server.append(line(7));
    await page.goto(`${server.url}/#/overview`);
    await page.getByText("$7.00 were used before anybody watched").waitFor();
    assertEquals(await page.getByText("$0.00").count(), 0);
    await server.append(line(7.5));
    await page.getByText("≥ $0.50").first().waitFor();
    await page.getByText("$7.00 were used before anybody watched").waitFor();
    assertEquals(await violations(page), []);
  },
);
