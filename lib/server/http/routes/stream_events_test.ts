import { assertEquals } from "@std/assert";
import { Hono } from "hono";
import { until } from "../../../../tests/support/until.ts";
import type { Store } from "../../../store/store.ts";
import { streamEvents } from "./stream_events.ts";

Deno.test("streamEvents() refuses more streams than it may have, until one ends", async () => {
  const store = {
    id: "s",
    last: 0,
    page: () => Promise.resolve({ events: [], last: 0, more: false }),
    onCommit: () => () => {},
  } as unknown as Store;
  const app = new Hono();
  app.get("/stream", streamEvents(store, 1, () => 0));
  const end = new AbortController();
  const first = await app.request(new Request("http://localhost/stream", { signal: end.signal }));
  const reader = first.body?.getReader();
  await reader?.read();
  const second = await app.request("/stream");
  assertEquals([first.status, second.status], [200, 429]);
  assertEquals((await second.json()).error.code, "too_many_streams");
  end.abort();
  await reader?.cancel();
  await until("the place to be free", async () => {
    const next = await app.request("/stream");
    await next.body?.cancel();
    return next.status === 200;
  });
});
