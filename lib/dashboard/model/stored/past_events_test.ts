import { assertEquals } from "@std/assert";
import type { EventsAnswer } from "../../../contract/http.ts";
import { sample } from "../../rows/_sample.ts";
import { Names } from "../../rows/names.ts";
import { PastEvents } from "./past_events.ts";

/** A server with an event each second, up to `count`; `asked` gathers what it was asked for. */
function server(count: number, pageSize = 1000) {
  const asked: string[] = [];
  const read = ({ q = "", before }: Readonly<Record<string, string>>): Promise<EventsAnswer> => {
    asked.push(q);
    const [, since = 0, until = 0] = (/since:(\d+) until:(\d+)/.exec(q) ?? []).map(Number);
    const all = Array.from({ length: count }, (_, at) => sample(at + 1)).filter((
      { id, received },
    ) => received >= since && received <= until && id < Number(before ?? Infinity)).reverse();
    const events = all.slice(0, pageSize);
    const last = events.at(-1)?.id ?? 0;
    return Promise.resolve({
      schema_version: 1,
      store: "A",
      events,
      last,
      more: all.length > events.length,
    });
  };
  return { asked, past: new PastEvents(read, new Names()) };
}

Deno.test("PastEvents loads a stretch of time once, and of another only what is missing", async () => {
  const { asked, past } = server(100, 10);
  await past.look({ from: 40_000, to: 60_000 });
  assertEquals(past.log.rows.map(({ id }) => id), Array.from({ length: 21 }, (_, at) => 40 + at));
  assertEquals(past.unknown({ from: 30_000, to: 70_000 }), [
    { from: 30_000, to: 40_000 },
    { from: 60_000, to: 70_000 },
  ]);
  asked.length = 0;
  await past.look({ from: 45_000, to: 55_000 });
  assertEquals(asked, []);
  await past.look({ from: 30_000, to: 70_000 });
  assertEquals(past.log.rows.map(({ id }) => id), Array.from({ length: 41 }, (_, at) => 30 + at));
  assertEquals(past.unknown({ from: 30_000, to: 70_000 }), []);
});

Deno.test("PastEvents leaves unknown what is too much for one look", async () => {
  const { asked, past } = server(20_000);
  await past.look({ from: 0, to: 20_000_000 });
  const [rest] = past.unknown({ from: 0, to: 20_000_000 });
  assertEquals([rest?.from, past.log.rows.length], [0, 8000]);
  // As time goes on, no more of it is loaded; of a closer look all is.
  asked.length = 0;
  await past.look({ from: 1000, to: 20_000_000 });
  assertEquals(asked, []);
  await past.look({ from: 1_000_000, to: 2_000_000 });
  assertEquals(past.unknown({ from: 1_000_000, to: 2_000_000 }), []);
});
