import { assertEquals } from "@std/assert";
import { until } from "../../../tests/support/until.ts";
import { eventMessages } from "./event_stream.ts";

Deno.test("eventMessages() ends as soon as its reader has gone", async () => {
  const reader = new AbortController();
  let pages = 0;
  const store = {
    id: "s",
    last: 0,
    page() {
      pages++;
      return Promise.resolve({ events: [], last: 0, more: false });
    },
    onCommit: () => () => {},
  };
  const messages = eventMessages({
    store,
    place: { after: undefined, store: undefined },
    q: undefined,
    signal: reader.signal,
    heartbeat: 60_000,
  });
  let ended = false;
  const reading = (async () => {
    for await (const _ of messages);
    ended = true;
  })();
  await until("the reader to wait", () => pages === 1);
  reader.abort();
  await until("the end", () => ended);
  await reading;
  assertEquals(pages, 1);
});
