import { assertEquals } from "@std/assert";
import type { CanonicalEvent } from "../../events/event.ts";
import type { PageRequest } from "../../store/store.ts";
import { measureLastDay } from "./last_day.ts";

const NOW = Date.UTC(2026, 10, 22);
const HOUR = 3_600_000;

/** A store with one event an hour up to now, of 100 bytes each; the first ids are gone. */
function storeOf(hours: number, gone = 0) {
  const events = Array.from({ length: hours }, (_, index): CanonicalEvent => ({
    id: gone + index + 1,
    ts: 0,
    received: NOW - (hours - 1 - index) * HOUR,
    source: "t",
    category: "other",
    type: "x",
    summary: "",
    data: {},
  }));
  const last = gone + hours;
  return {
    last,
    stats: () => Promise.resolve({ events: hours, last, bytes: hours * 100 }),
    page: ({ after = 0 }: PageRequest) =>
      Promise.resolve({
        events: events.filter(({ id }) => id > after).slice(0, 1),
        last: after,
        more: false,
      }),
  };
}

Deno.test("measureLastDay() counts what came within 24 hours", async () => {
  for (const gone of [0, 1_000]) {
    for (const [hours, expected] of [[100, 25], [25, 25], [24, 24], [1, 1]] as const) {
      const figures = await measureLastDay(storeOf(hours, gone), () => NOW)();
      assertEquals(figures, { events: expected, bytes: expected * 100 }, `${hours} ${gone}`);
    }
  }
  assertEquals(await measureLastDay(storeOf(0), () => NOW)(), { events: 0, bytes: 0 });
  const later = measureLastDay(storeOf(3), () => NOW + 100 * HOUR);
  assertEquals(await later(), { events: 0, bytes: 0 });
});
