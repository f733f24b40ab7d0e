/**
 * Measures the dashboard in a real Chromium against a real server, and prints the figures beside
 * their limits. Fails when one is missed. `--seconds N` sets how long each stream lasts.
 */
import { parseArgs } from "@std/cli/parse-args";
import type { CDPSession, Page } from "playwright-core";
import type { EventDraft } from "../lib/events/event.ts";
import { draft, startTestServer, type TestServer } from "../tests/browser/test_server.ts";
import { launchBrowser, openPage } from "../tests/support/browser.ts";
import { BUDGET, bundleSizes } from "./bundle_size.ts";
import {
  countFrames,
  eventToPixel,
  moveTimeline,
  takeLongTasks,
  typeAndWait,
  watchLongTasks,
} from "./measure/probe.ts";

const ROWS = 100_000;
/** ms: how fast people type. */
const BETWEEN_KEYS = 150;

interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly limit: number;
  /** Whether the value must not be below the limit, rather than not above it. */
  readonly atLeast?: boolean;
}

const figures: Figure[] = [];

function note(figure: Figure): void {
  figures.push(figure);
  const { name, value, unit, limit, atLeast } = figure;
  const mark = isMissed(figure) ? "✗" : "✓";
  const shown = value >= 100 ? value.toFixed(0) : value.toFixed(1);
  say(`${mark} ${name.padEnd(58)} ${shown.padStart(8)} ${unit} (${atLeast ? "≥" : "≤"} ${limit})`);
}

function isMissed({ value, limit, atLeast }: Figure): boolean {
  // A figure that could not be taken is missed, too.
  return atLeast ? !(value >= limit) : !(value <= limit);
}

function say(line: string): void {
  Deno.stdout.writeSync(new TextEncoder().encode(`${line}\n`));
}

/** Tool calls as they come from agents, two events each. */
function* calls(): Generator<EventDraft> {
  const agents = [undefined, "engineer", "qa", undefined, "research"];
  for (let at = 0;; at++) {
    const agent = agents[at % agents.length];
    const sent = (performance.timeOrigin + performance.now()).toFixed(3);
    const call = {
      category: "tool" as const,
      tool: at % 3 === 0 ? "Bash" : "Edit",
      correlation: `call-${at}`,
      session: `session-${at % 7}`,
      project: `/home/dev/project-${at % 7}`,
      ...(agent === undefined ? {} : { agent }),
      data: {
        tool_input: { command: `test sent=${sent}`, file_path: `lib/test_${at} sent=${sent}` },
      },
    };
    yield draft({ ...call, type: "tool.pre", status: "running" });
    yield draft({ ...call, type: "tool.post", status: "ok", duration_ms: 5 + at % 4000 });
  }
}

const source = calls();

function next(count: number): EventDraft[] {
  return Array.from({ length: count }, () => source.next().value ?? draft());
}

/** Sends so many events a second until told to stop. */
function stream(server: TestServer, perSecond: number, make: (n: number) => EventDraft[] = next) {
  let due = 0;
  let before = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    due += (now - before) * perSecond / 1000;
    before = now;
    const count = Math.floor(due);
    due -= count;
    if (count > 0) void server.append(...make(count));
  }, 10);
  return { stop: () => clearInterval(timer) };
}

async function fill(server: TestServer, page: Page): Promise<void> {
  const rows = () =>
    page.evaluate(() =>
      Number(document.querySelector(".follow-bar .muted")?.textContent?.replace(/\D/g, "") ?? 0)
    );
  while (await rows() < ROWS) await server.append(...next(2000));
}

async function heapMegabytes(session: CDPSession): Promise<number> {
  await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  return usedSize / 1e6;
}

/** Collecting all garbage throws compiled code away as well: lets the page compile it again. */
async function settle(page: Page): Promise<void> {
  await page.evaluate(countFrames, { ms: 2000, scroll: false });
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? NaN;
}

async function measureStart(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.locator(".row").first().waitFor();
  const paints: number[] = [];
  const ready: number[] = [];
  for (let round = 0; round < 5; round++) {
    await page.reload({ waitUntil: "commit" });
    await page.locator(".row").first().waitFor();
    const [paint, rows] = await page.evaluate(() => [
      performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? NaN,
      performance.now(),
    ]);
    paints.push(paint ?? NaN);
    ready.push(rows ?? NaN);
  }
  const visible = await page.locator(".row").evaluateAll((rows) =>
    rows.filter((row) => {
      const { top, bottom } = row.getBoundingClientRect();
      const list = row.closest(".list")?.getBoundingClientRect();
      return list !== undefined && top >= list.top && bottom <= list.bottom;
    }).length
  );
  note({
    name: "Rows in Live at 1280 x 800",
    value: visible,
    unit: "rows",
    limit: 25,
    atLeast: true,
  });
  note({
    name: "First paint with content, p50 of 5",
    value: quantile(paints, 0.5),
    unit: "ms",
    limit: 300,
  });
  note({
    name: "Rows on screen and usable, p50 of 5",
    value: quantile(ready, 0.5),
    unit: "ms",
    limit: 500,
  });
}

const { seconds = "10" } = parseArgs(Deno.args, { string: ["seconds"] });
const ms = Number(seconds) * 1000;

await using server = await startTestServer();
await using browser = await launchBrowser();
const { page } = await openPage(browser, { viewport: { width: 1280, height: 800 } });
const session = await page.context().newCDPSession(page);

const sizes = await bundleSizes();
const total = sizes.values().reduce((sum, size) => sum + size, 0);
note({ name: "Page in all, gzip", value: total / 1000, unit: "kB", limit: BUDGET / 1000 });
await server.append(...next(2000));
await measureStart(page, server.url);

await page.goto("about:blank");
const blank = await page.evaluate(countFrames, { ms: 2000, scroll: false });
say(`  An empty page in this browser draws ${blank.fps.toFixed(1)} frames a second`);
await page.goto(server.url);
await page.locator(".row").first().waitFor();

const gentle = stream(server, 100);
const delays = await page.evaluate(eventToPixel, ms);
gentle.stop();
note({
  name: "Event to pixel at 100 events/s, p50",
  value: quantile(delays, 0.5),
  unit: "ms",
  limit: 50,
});
note({
  name: "Event to pixel at 100 events/s, p99",
  value: quantile(delays, 0.99),
  unit: "ms",
  limit: 150,
});

await fill(server, page);
const early = await heapMegabytes(session);
await settle(page);
await page.evaluate(watchLongTasks);
const busy = stream(server, 1000);
await page.keyboard.press("Space");
const scrolled = await page.evaluate(countFrames, { ms, scroll: true });
await page.evaluate(takeLongTasks);
await page.keyboard.press("Space");
await page.evaluate(countFrames, { ms, scroll: false });
const tasks = await page.evaluate(takeLongTasks);
busy.stop();
const late = await heapMegabytes(session);
note({
  name: "Scrolling 100,000 rows at 1,000 events/s",
  value: scrolled.fps,
  unit: "frames/s",
  limit: 55,
  atLeast: true,
});
note({
  name: "Longest task while following it",
  value: Math.max(0, ...tasks),
  unit: "ms",
  limit: 50,
});
note({ name: "Heap with 100,000 rows", value: late, unit: "MB", limit: 150 });
say(`  It was ${early.toFixed(1)} MB before the streams`);

await settle(page);
const typed: number[] = [];
for (const text of ["t", "te", "tes", "test", "test 1", "tool:Bash", "status:ok qa", ""]) {
  await page.waitForTimeout(BETWEEN_KEYS);
  typed.push(await page.evaluate(typeAndWait, text));
}
say(`  Typed: ${typed.map((each) => each.toFixed(0)).join(", ")} ms`);
note({
  name: "Filter over 100,000 rows, slowest of 8",
  value: Math.max(...typed),
  unit: "ms",
  limit: 50,
});

await page.goto(`${page.url().split("#")[0]}#/timeline`);
await page.getByText("Show all").click();
const moved = await page.evaluate(moveTimeline, ms);
const spans = await page.locator(".follow-bar .muted").textContent();
say(`  Timeline: ${spans}`);
note({
  name: "Zooming and moving the timeline",
  value: moved.fps,
  unit: "frames/s",
  limit: 55,
  atLeast: true,
});

const missed = figures.filter(isMissed);
say(missed.length === 0 ? "All figures hold" : `${missed.length} missed`);
if (missed.length > 0) Deno.exitCode = 1;
