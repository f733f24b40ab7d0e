import { assert, assertEquals } from "@std/assert";
import type { Page } from "playwright-core";
import { launchBrowser } from "../support/browser.ts";
import { testWithPackages } from "../support/need.ts";
import { claimPorts } from "../support/ports.ts";
import { startTestServer, type TestServer } from "../support/server.ts";
import { attackFromPage, type Attempts, startHostileSite } from "./hostile_page.ts";
import { isLong } from "./long.ts";

/** A name of somebody else that leads to this machine, as after DNS rebinding. */
const REBOUND = "rebound.example";
const FLAGS = [`--host-resolver-rules=MAP *.example 127.0.0.1`];

/** Playwright's ends of pipes and processes end a little after the browser does. */
const options = { sanitizeOps: false, sanitizeResources: false };

async function mustBeUntouched(server: TestServer, from: string): Promise<void> {
  assertEquals((await server.store.stats()).events, 0, `events stored by ${from}`);
  assertEquals(server.stopRequests, [], `stopped by ${from}`);
}

function seenIn(attempts: Attempts): Attempts {
  return attempts.filter(([, seen]) => seen !== null);
}

testWithPackages(
  ["chromium"],
  "pages of other ports and sites reach nothing, by whatever way of a browser",
  async () => {
    await using ports = await claimPorts(1);
    await using server = await startTestServer();
    await using site = await startHostileSite(ports.first);
    await using browser = await launchBrowser(FLAGS);
    const context = await browser.newContext();
    const own = `http://localhost:${server.port}`;
    const targets = [own, `http://127.0.0.1:${server.dashboardPort}`];
    const sites = [`localhost:${site.port}`, `hostile.example:${site.port}`];
    if (isLong) {
      targets.push(`http://127.0.0.1:${server.port}`, `http://localhost:${server.dashboardPort}`);
      sites.push(`127.0.0.1:${site.port}`);
    }
    let count = 0;
    for (const [index, place] of sites.entries()) {
      for (const target of isLong ? targets : targets.slice(index, index + 1)) {
        const page = await context.newPage();
        await page.goto(`http://${place}/`);
        const attempts = await page.evaluate(attackFromPage, target);
        assertEquals(seenIn(attempts), [], `${place} has seen something of ${target}`);
        await mustBeUntouched(server, place);
        await mustShowNothing(page, target);
        count += attempts.length;
        await page.close();
      }
    }
    assert(count > 150, `${count} attempts`);

    // The same is allowed to our own page, or nothing of this would prove anything.
    const page = await context.newPage();
    await page.goto(`${own}/health`);
    const attempts = new Map(await page.evaluate(attackFromPage, own));
    assert(attempts.get("read /health")?.startsWith("200 "));
    assertEquals(attempts.get("post application/json /api/events"), "204 ");
    assert(attempts.get("web socket /socket.io/?EIO=4&transport=websocket") !== null);
    assertEquals(attempts.get("event source"), "open");
    assertEquals(["image", "style"].map((name) => attempts.get(name)), ["loaded", "loaded"]);
    assert((await server.store.stats()).events > 0);
    await context.close();
  },
  options,
);

/** No frame of a foreign page may show ours. */
async function mustShowNothing(page: Page, target: string): Promise<void> {
  for (const frame of page.frames()) {
    if (frame === page.mainFrame() || !frame.url().startsWith(target)) continue;
    const text = await frame.evaluate(() => document.body?.innerText ?? "").catch(() => "");
    assert(!text.includes("mpm-monitor") || text.includes('"error"'), text);
  }
}

testWithPackages(
  ["chromium"],
  "a name that was made to lead here, as by DNS rebinding, is refused",
  async () => {
    await using server = await startTestServer();
    await using browser = await launchBrowser(FLAGS);
    const page = await browser.newPage();
    for (const port of [server.port, server.dashboardPort]) {
      const rebound = `http://${REBOUND}:${port}`;
      const answer = await page.goto(`${rebound}/`);
      assertEquals(answer?.status(), 403);
      // It is its own origin now, so that the browser keeps nothing from it.
      const attempts = await page.evaluate(attackFromPage, rebound);
      const reported = seenIn(attempts).filter(([, seen]) =>
        !/foreign_host|not one that this server answers to/.test(seen ?? "")
      );
      assertEquals(reported, []);
      assert(attempts.length > 60, `${attempts.length} attempts`);
      await mustBeUntouched(server, rebound);
    }
  },
  options,
);

testWithPackages(
  ["chromium"],
  "a page that knocks again and again keeps no client out",
  async () => {
    await using ports = await claimPorts(1);
    await using server = await startTestServer({ socketLimits: { clients: 40, unjoined: 10 } });
    await using site = await startHostileSite(ports.first);
    await using browser = await launchBrowser(FLAGS);
    const page = await browser.newPage();
    await page.goto(`http://localhost:${site.port}/`);
    const knocks = isLong ? 2_000 : 200;
    await page.evaluate(async ({ port, knocks }) => {
      const url = `http://localhost:${port}/socket.io/?EIO=4&transport=polling`;
      for (let done = 0; done < knocks; done += 20) {
        const some = Array.from({ length: 20 }, () => fetch(url, { mode: "no-cors" }));
        await Promise.allSettled(some);
      }
    }, { port: server.port, knocks });
    const answer = await fetch(`${server.url}/socket.io/?EIO=4&transport=polling`);
    assertEquals(answer.status, 200);
    await answer.body?.cancel();
  },
  options,
);
