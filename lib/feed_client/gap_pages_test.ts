import { assertEquals, assertRejects } from "@std/assert";
import type { EventsAnswer } from "../contract/http.ts";
import type { CanonicalEvent } from "../events/event.ts";
import { gapPages } from "./gap_pages.ts";

/** A store with the ids 1 to `last`, three to a page, of which some requests fail. */
function storeOf(last: number, fails = 0) {
  const asked: number[] = [];
  const page = ({ after }: { after: number }): Promise<EventsAnswer> => {
    asked.push(after);
    if (fails-- > 0) return Promise.reject(new TypeError("no answer"));
    const ids = [1, 2, 3].map((step) => after + step).filter((id) => id <= last);
    const events = ids.map((id) => ({ id }) as CanonicalEvent);
    const end = ids.at(-1) ?? after;
    return Promise.resolve({ schema_version: 1, store: "A", events, last: end, more: end < last });
  };
  return { asked, page };
}

async function idsOf(pages: ReturnType<typeof gapPages>): Promise<number[]> {
  const batches = await Array.fromAsync(pages);
  return batches.flatMap(({ events }) => events.map(({ id }) => id));
}

Deno.test("gapPages() gives exactly what was left out", async () => {
  const { page, asked } = storeOf(100);
  assertEquals(await idsOf(gapPages({ from: 3, to: 7 }, page, fail)), [3, 4, 5, 6, 7]);
  assertEquals(asked, [2, 5]);
});

Deno.test("gapPages() ends where the store does", async () => {
  const { page } = storeOf(4);
  assertEquals(await idsOf(gapPages({ from: 3, to: 7 }, page, fail)), [3, 4]);
  assertEquals(await idsOf(gapPages({ from: 9, to: 12 }, page, fail)), []);
});

Deno.test("gapPages() asks again for the same page, or gives up, as it is told", async () => {
  const failing = storeOf(100, 2);
  const again = () => Promise.resolve();
  assertEquals(await idsOf(gapPages({ from: 1, to: 2 }, failing.page, again)), [1, 2]);
  assertEquals(failing.asked, [0, 0, 0]);
  const { page } = storeOf(100, 1);
  await assertRejects(() => idsOf(gapPages({ from: 1, to: 2 }, page, fail)), TypeError);
});

function fail(error: unknown): Promise<void> {
  return Promise.reject(error);
}
