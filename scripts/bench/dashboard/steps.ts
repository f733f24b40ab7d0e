/** What is measured, one function for each part of the page. */
import type { CDPSession, Page } from "playwright-core";
import type { TestServer } from "../../../tests/browser/test_server.ts";
import { bundleSizes, FIRST_BUDGET, LATER_BUDGET, totalOf } from "../../build/bundle_size.ts";
import { quantile } from "../report.ts";
import { type Figure, slope } from "./figures.ts";
import { stream } from "./load.ts";
import {
  countFrames,
  eventToPixel,
  moveTimeline,
  takeKey,
  takeLongTasks,
  watchKey,
  watchLongTasks,
} from "./probe.ts";

/** What is measured, and by what. */
export interface Bench {
  readonly server: TestServer;
  readonly page: Page;
  readonly session: CDPSession;
  /** Length of each stream. */
  readonly ms: number;
  /** Tells something beside the figures. */
  say(line: string): void;
}

/** ms between a key and the next: how fast people type. */
const BETWEEN_KEYS = 150;

/** Typed into the filter; the time from the last key to the picture is taken. */
const QUERIES = [
  "t",
  "te",
  "test",
  "tool:Bash",
  "status:error",
  "duration:>2s",
  "-edit",
  'project:project-3 "sent="',
  "/lib.*99/",
  "agent:qa test_9",
];

/** How much the page weighs, in parts. */
export async function measureSize(): Promise<Figure[]> {
  const { first, later } = await bundleSizes();
  return [
    {
      name: "Page before its first rows, gzip",
      value: totalOf(first) / 1000,
      unit: "kB",
      limit: FIRST_BUDGET / 1000,
    },
    {
      name: "What other views load later, gzip",
      value: totalOf(later) / 1000,
      unit: "kB",
      limit: LATER_BUDGET / 1000,
    },
  ];
}

/** How soon the page is there after it is asked for, and how much it shows. */
export async function measureStart({ page, server }: Bench): Promise<Figure[]> {
  await page.goto(server.url);
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
  const paint = quantile(paints, 0.5);
  const usable = quantile(ready, 0.5);
  return [
    { name: "Rows in Live at 1280 x 800", value: visible, unit: "rows", limit: 25, atLeast: true },
    { name: "First paint with content, p50 of 5", value: paint, unit: "ms", limit: 300 },
    { name: "Rows on screen and usable, p50 of 5", value: usable, unit: "ms", limit: 500 },
  ];
}

/** Tells how many pictures the browser draws when there is nothing to do. */
export async function measureEmptyPage({ page, say }: Bench): Promise<void> {
  await page.goto("about:blank");
  const { fps } = await page.evaluate(countFrames, { ms: 2000, scroll: false });
  say(`  An empty page in this browser draws ${fps.toFixed(1)} frames a second`);
}

/** How old an event is when it can be seen. */
export async function measureDelay({ page, server, ms }: Bench): Promise<Figure[]> {
  await page.goto(server.url);
  await page.locator(".row").first().waitFor();
  const gentle = stream(server, 100);
  const delays = await page.evaluate(eventToPixel, ms);
  gentle.stop();
  const at = (share: number) => quantile(delays, share);
  return [
    { name: "Event to pixel at 100 events/s, p50", value: at(0.5), unit: "ms", limit: 50 },
    { name: "Event to pixel at 100 events/s, p99", value: at(0.99), unit: "ms", limit: 150 },
  ];
}

/** What a busy stream does to a page that already shows many rows. */
export async function measureBusy(bench: Bench): Promise<Figure[]> {
  const { page, server, ms, say } = bench;
  const early = await heapMegabytes(bench);
  await page.evaluate(watchLongTasks);
  const busy = stream(server, 1000);
  await page.keyboard.press("Space");
  const scrolled = await page.evaluate(countFrames, { ms, scroll: true });
  await page.evaluate(takeLongTasks);
  await page.keyboard.press("Space");
  await page.evaluate(countFrames, { ms, scroll: false });
  const longest = Math.max(0, ...await page.evaluate(takeLongTasks));
  busy.stop();
  const late = await heapMegabytes(bench);
  say(`  The heap was ${early.toFixed(1)} MB before the streams`);
  return [
    {
      name: "Scrolling 100,000 rows at 1,000 events/s",
      value: scrolled.fps,
      unit: "frames/s",
      limit: 55,
      atLeast: true,
    },
    { name: "Longest task while following it", value: longest, unit: "ms", limit: 50 },
    { name: "Heap with 100,000 rows", value: late, unit: "MB", limit: 150 },
  ];
}

/** How long a key in the filter takes while events flow. */
export async function measureFilter(bench: Bench): Promise<Figure[]> {
  const { page, server, say } = bench;
  const gentle = stream(server, 100);
  await page.evaluate(takeLongTasks);
  const shown: number[] = [];
  const whole: number[] = [];
  for (const query of QUERIES) {
    await page.locator("#query").fill(query.slice(0, -1));
    await page.waitForTimeout(BETWEEN_KEYS);
    await page.evaluate(watchKey);
    await page.keyboard.press(query.slice(-1));
    const { picture, all } = await page.evaluate(takeKey);
    shown.push(picture);
    whole.push(all);
  }
  const longest = Math.max(0, ...await page.evaluate(takeLongTasks));
  gentle.stop();
  await page.locator("#query").fill("");
  const heap = await heapMegabytes(bench);
  const list = (values: readonly number[]) => values.map((value) => value.toFixed(0)).join(", ");
  say(`  Key to the first picture: ${list(shown)} ms; to all rows: ${list(whole)} ms`);
  const p95 = quantile(shown, 0.95);
  return [
    { name: "Filter over 100,000 rows, key to picture, p95", value: p95, unit: "ms", limit: 50 },
    { name: "Longest task while filtering", value: longest, unit: "ms", limit: 50 },
    { name: "Heap after filtering", value: heap, unit: "MB", limit: 150 },
  ];
}

/** How smoothly the timeline of all rows moves. */
export async function measureTimeline({ page, ms, say }: Bench): Promise<Figure[]> {
  await page.goto(`${page.url().split("#")[0]}#/timeline`);
  await page.getByText("Show all").click();
  const moved = await page.evaluate(moveTimeline, ms);
  say(`  Timeline: ${await page.locator(".follow-bar .muted").textContent()}`);
  return [{
    name: "Zooming and moving the timeline",
    value: moved.fps,
    unit: "frames/s",
    limit: 55,
    atLeast: true,
  }];
}

/** Whether the heap grows while 1,000 events a second come for so many minutes. */
export async function measureHeap(bench: Bench, minutes: number): Promise<Figure[]> {
  const busy = stream(bench.server, 1000);
  const began = performance.now();
  const points: [number, number][] = [];
  let past = 0;
  while (past < minutes) {
    await bench.page.waitForTimeout(20_000);
    past = (performance.now() - began) / 60_000;
    const megabytes = await heapMegabytes(bench);
    points.push([past, megabytes]);
    bench.say(`  After ${past.toFixed(1)} min: ${megabytes.toFixed(1)} MB`);
  }
  busy.stop();
  const greatest = Math.max(...points.map(([, megabytes]) => megabytes));
  // The list is still filled up in the beginning.
  const level = points.filter(([at]) => at > minutes / 5);
  return [
    { name: `Heap at its greatest in ${minutes} min`, value: greatest, unit: "MB", limit: 150 },
    { name: "Heap grows by", value: slope(level), unit: "MB/min", limit: 0.5 },
  ];
}

async function heapMegabytes({ page, session }: Bench): Promise<number> {
  await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  // Collecting all garbage throws compiled code away as well: lets the page compile it again.
  await page.evaluate(countFrames, { ms: 2000, scroll: false });
  return usedSize / 1e6;
}
