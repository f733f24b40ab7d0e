import { assertEquals, assertRejects } from "@std/assert";
import type { CanonicalEvent } from "../../events/event.ts";
import type { EventReader, PageRequest } from "../../store/store.ts";
import { testDraft } from "../../../tests/support/events.ts";
import { scanEvents } from "./scan_events.ts";

const LAST = 500;

/** A store with the events 1 to 500. */
function readerOf(onPage: () => void = () => {}): EventReader {
  const all = Array.from(
    { length: LAST },
    (_, n): CanonicalEvent => ({ ...testDraft(), id: n + 1 }),
  );
  return {
    id: "store",
    page({ after, before, limit }: PageRequest) {
      onPage();
      const side = after !== undefined
        ? all.filter(({ id }) => id > after)
        : all.filter(({ id }) => before === undefined || id < before).reverse();
      const events = side.slice(0, limit);
      const last = events.at(-1)?.id ?? after ?? before ?? 0;
      return Promise.resolve({ events, last, more: side.length > limit });
    },
    pageText: () => Promise.reject(new Error("not asked for")),
    aggregate: () => Promise.reject(new Error("not asked for")),
    stats: () => Promise.reject(new Error("not asked for")),
    close: () => Promise.resolve(),
  };
}

/** Takes so many events a scan, until there are no more; all that was taken. */
async function scanAll(most: number, start: { after?: number; before?: number }) {
  const ids: number[] = [];
  let bound: { after?: number; before?: number } | null = start;
  for (let scans = 0; bound !== null && scans < LAST; scans++) {
    let room = most;
    const cursor: number | null = await scanEvents(readerOf(), {
      q: undefined,
      ...bound,
      signal: new AbortController().signal,
      take: ({ id }) => {
        if (room-- <= 0) return false;
        ids.push(id);
        return true;
      },
    });
    bound = cursor === null
      ? null
      : start.after === undefined
      ? { before: cursor }
      : { after: cursor };
  }
  return ids;
}

Deno.test("scanEvents() gives each event once by its cursor, in both directions", async () => {
  const upwards = Array.from({ length: LAST }, (_, n) => n + 1);
  for (const most of [7, 200, 201, 499, 500, 1000]) {
    assertEquals(await scanAll(most, { after: 0 }), upwards, `${most}`);
    assertEquals(await scanAll(most, {}), upwards.toReversed(), `${most}`);
  }
  assertEquals(await scanAll(3, { before: 4 }), [3, 2, 1]);
  assertEquals(await scanAll(3, { after: LAST }), []);
});

Deno.test("scanEvents() ends when its call is taken back", async () => {
  const controller = new AbortController();
  const reader = readerOf(() => controller.abort(new Error("taken back")));
  const scan = { q: undefined, signal: controller.signal, take: () => true };
  await assertRejects(() => scanEvents(reader, scan), Error, "taken back");
});
