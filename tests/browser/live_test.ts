import { assertEquals } from "@std/assert";
import { launchBrowser, openPage } from "../support/browser.ts";
import { testWithPackages } from "../support/need.ts";
import { draft, startTestServer } from "./test_server.ts";

testWithPackages(
  ["chromium"],
  "Live shows stored events, new ones as they happen, and what it missed while away",
  async () => {
    await using server = await startTestServer();
    await server.append(draft({ summary: "Stored before the page" }));
    await using browser = await launchBrowser();
    const { page, errors } = await openPage(browser);
    await page.goto(server.url);
    const connection = page.locator(".connection");

    await page.getByText("Stored before the page").waitFor();
    await connection.getByText("Live").waitFor();
    await server.append(draft({ summary: "Arrived while looking" }));
    await page.getByText("Arrived while looking").waitFor();

    await server.stop();
    await connection.getByText("Server stopped").waitFor();
    await server.start();
    await server.append(draft({ summary: "Happened before the page came back" }));
    await page.getByText("Happened before the page came back").waitFor();
    await connection.getByText("Live").waitFor();
    assertEquals(await page.locator(".row").count(), 3);
    // The browser itself reports each attempt that found nobody; nothing else may be among them.
    assertEquals(errors.filter((error) => !error.includes("ERR_CONNECTION_REFUSED")), []);
  },
);

testWithPackages(
  ["chromium"],
  "Live joins the two events of a tool call in one row that completes itself",
  async () => {
    await using server = await startTestServer();
    await using browser = await launchBrowser();
    const { page, errors } = await openPage(browser);
    await page.goto(server.url);
    await page.getByText("Nothing has happened yet").waitFor();

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

testWithPackages(
  ["chromium"],
  "Live teaches the first step while the monitor has only told of itself",
  async () => {
    await using server = await startTestServer({ tellsOfItself: true });
    await using browser = await launchBrowser();
    const { page } = await openPage(browser);
    await page.goto(server.url);
    await page.getByText("Nothing has happened yet").waitFor();
    await server.append(draft({ summary: "The first event" }));
    await page.getByText("The first event").waitFor();
    await page.getByText("Monitor 0.0.0-test started").waitFor();
  },
);
