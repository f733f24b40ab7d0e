import { assertEquals } from "@std/assert";
import { redactBadEnd, tellBadEnd } from "./tell_bad_end.ts";

/** The event that reports a bad end with these last words. */
function eventOf(last_words: string | null) {
  const events: unknown[] = [];
  tellBadEnd(
    { tell: (event) => void events.push(event) },
    { category: "system", data: { port: 8765 } },
    redactBadEnd({ pid: 7, started_at: 1, last_seen: 2, last_words }),
  );
  return events;
}

Deno.test("tellBadEnd() tells the first of the last words, without secrets", () => {
  const key = `sk-ant-api03-${"aB3".repeat(30)}`;
  const [event] = eventOf(`Error: no memory\nwith ${key}`) as [Record<string, unknown>];
  assertEquals(event.summary, "The last run did not end well, its last words: Error: no memory");
  assertEquals(event.type, "server.crash");
  assertEquals(JSON.stringify(event).includes(key), false);
});

Deno.test("tellBadEnd() says so where there was no word", () => {
  assertEquals(eventOf(null), [{
    category: "system",
    type: "server.crash",
    summary: "The last run did not end well, without a word",
    data: { port: 8765, pid: 7, started_at: 1, last_seen: 2, last_words: null },
  }]);
});
