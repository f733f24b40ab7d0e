import { assertEquals } from "@std/assert";
import { violations } from "./axe.ts";
import { testOnPage } from "./on_page.ts";
import { postHooks, story } from "./story.ts";
import { draft, numbered } from "./test_server.ts";

testOnPage(
  "A page that was away for a restart has everything that it missed, once and in order",
  async ({ server, page, see, connection }) => {
    await server.append(draft({ summary: "Event 0" }));
    await page.goto(server.url);
    await see("Event 0");

    await server.stop("restart");
    await page.getByText("Server restarting").first().waitFor();
    assertEquals(await violations(page), []);
    await server.start();
    await server.append(...numbered(1, 1500));
    await see("Event 1500");
    await page.getByText("1,501 rows").waitFor();
    await connection.getByText("Live").waitFor();
  },
);

testOnPage(
  "A stopped server is reported, with what to do about it",
  async ({ server, page, see }) => {
    await server.append(draft({ summary: "Before the end" }));
    await page.goto(server.url);
    await see("Before the end");
    await server.stop();
    await page.getByText("Run mpm-monitor start").first().waitFor();
    await see("Before the end");
    for (const view of ["overview", "history", "metrics", "connections"]) {
      await page.evaluate((name) => location.hash = `#/${name}`, view);
      await page.locator(".notice.is-error").waitFor();
    }
  },
);

testOnPage(
  "A view whose code cannot be loaded says so, and is there as soon as it can be; the others go on",
  async ({ server, page, see }) => {
    await page.route("**/static/dist/metrics-*.js", (request) => request.abort());
    await server.append(draft({ summary: "Still here" }));
    await page.goto(server.url);
    await see("Still here");
    await page.evaluate(() => location.hash = "#/metrics");
    await page.getByText("This view could not be loaded").waitFor();
    assertEquals(await violations(page), []);
    await page.evaluate(() => location.hash = "#/live");
    await see("Still here");
    await page.unroute("**/static/dist/metrics-*.js");
    await page.evaluate(() => location.hash = "#/metrics");
    await page.getByText(/^1 event\b/).first().waitFor();
  },
);

testOnPage(
  "What a stopped server said is not reported as the present",
  async ({ server, page, connection }) => {
    await postHooks(server.url, story());
    await page.goto(server.url);
    await connection.getByText("Live").waitFor();
    const waits = page.locator(".waiting-strip .muted");
    await waits.waitFor();
    await page.evaluate(() => location.hash = "#/connections");
    await page.getByText("● live").waitFor();
    await server.stop();
    await page.getByText("Not known. The server does not answer.").first().waitFor();
    await page.getByText("● live").waitFor({ state: "detached" });

    await connection.getByText("Server stopped").waitFor();
    await page.evaluate(() => location.hash = "#/live");
    await waits.waitFor();
    const said = await waits.textContent();
    // Long enough for the mark at the top to count on, which the question must not.
    await connection.getByText(/Server stopped ([5-9] s|\d\d s|\d+ min) ago/).waitFor();
    assertEquals(await waits.textContent(), said);
  },
);

testOnPage(
  "Another store in the server's place is reported, and nothing of the old one is left",
  async ({ server, page, see, connection }) => {
    await server.append(...numbered(1, 30));
    await page.goto(server.url);
    await see("Event 30");
    await server.stop("restart");
    await server.start({ store: "another.db" });
    await server.append(draft({ summary: "The first of another store" }));
    await see("The first of another store");
    await page.getByText("The server changed to another store").waitFor();
    await connection.getByText("Live").waitFor();
    assertEquals(await page.locator(".row").count(), 1);
    assertEquals(await violations(page), []);
  },
);

testOnPage(
  "A slow network says that it catches up, and misses nothing",
  async ({ server, page, see, connection }) => {
    await server.append(...numbered(1, 20));
    await page.goto(server.url);
    await see("Event 20");
    const session = await page.context().newCDPSession(page);
    await server.stop("restart");
    await session.send("Network.enable");
    await session.send("Network.emulateNetworkConditions", {
      offline: false,
      latency: 150,
      downloadThroughput: 100_000,
      uploadThroughput: 100_000,
    });
    await server.start();
    await server.append(...numbered(21, 1500));
    await connection.getByText("Catching up").waitFor();
    await see("Event 1500");
    await connection.getByText("Live").waitFor();
    await page.getByText("1,500 rows").waitFor();
  },
);

testOnPage(
  "A page that was too slow names the gap, fetches it, and then has each event once",
  async ({ server, page, see, connection }) => {
    await server.append(...numbered(1, 10));
    await page.goto(server.url);
    await see("Event 10");
    let wakeUp = () => {};
    const awake = new Promise<void>((resolve) => wakeUp = resolve);
    await page.route("**/asleep", async (route) => {
      await awake;
      await route.fulfill({ body: "" });
    });
    let letPass = () => {};
    const mayPass = new Promise<void>((resolve) => letPass = resolve);
    await page.route("**/api/events?after=*", async (route) => {
      await mayPass;
      await route.continue();
    });

    // Nothing runs in the page while it waits for this answer.
    const stalled = page.evaluate(() => {
      const request = new XMLHttpRequest();
      request.open("GET", "/asleep", false);
      request.send();
    });
    const filler = "x".repeat(100_000);
    for (let at = 0; at < 300; at++) {
      await server.append(
        ...numbered(11 + 2 * at, 12 + 2 * at).map((event) => ({
          ...event,
          data: { filler },
        })),
      );
      // The feed sends one batch a tick; a batch is what a client falls behind by.
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    wakeUp();
    await stalled;
    await page.getByText(/^Events \d+ to \d+ are missing here$/).waitFor();
    await connection.getByText("Live, filling a gap").waitFor();
    assertEquals(await violations(page), []);
    letPass();
    await page.locator(".notice").waitFor({ state: "detached" });
    await page.getByText("610 rows").waitFor();
    await see("Event 610");
  },
);
