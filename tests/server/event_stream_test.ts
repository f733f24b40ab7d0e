import { assert, assertEquals } from "@std/assert";
import { eventMessages } from "../../lib/server/feed/event_stream.ts";
import { startTestServer } from "../support/server.ts";
import { until } from "../support/until.ts";

interface Message {
  readonly id?: string;
  readonly event?: string;
  readonly data?: string;
}

/** Reads a stream as any client would: messages by blank lines, comments left out. */
async function open(url: string, headers: Record<string, string> = {}) {
  const response = await fetch(url, { headers });
  assertEquals(response.status, 200);
  assertEquals(response.headers.get("content-type"), "text/event-stream");
  const messages: Message[] = [];
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  const reading = (async () => {
    let text = "";
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      const blocks = (text + part.value).split("\n\n");
      text = blocks.pop() ?? "";
      for (const block of blocks) {
        const lines = block.split("\n").filter((line) => !/^(:|retry:)/.test(line));
        const fields = lines.map((line) => line.split(/:(.*)/s).slice(0, 2));
        if (fields.length > 0) messages.push(Object.fromEntries(fields));
      }
    }
  })().catch(() => {});
  return {
    messages,
    words: () => messages.flatMap(({ data }) => data === undefined ? [] : [JSON.parse(data).type]),
    ids: () => messages.flatMap(({ data }) => data === undefined ? [] : [JSON.parse(data).id]),
    lastId: () => messages.at(-1)?.id ?? "",
    reading,
    async close() {
      await reader.cancel();
      await reading;
    },
  };
}

function post(url: string, ...types: string[]): Promise<Response> {
  const lines = types.map((type) => JSON.stringify({ type, session_id: "s" })).join("\n");
  const headers = { "content-type": "application/x-ndjson" };
  return fetch(`${url}/api/events`, { method: "POST", headers, body: lines });
}

Deno.test("the stream of events begins where it is told to, and goes on live", async () => {
  await using server = await startTestServer();
  await post(server.url, "one.a", "two.b");
  const all = await open(`${server.url}/api/events/stream?after=0&q=type:*.a`);
  const live = await open(`${server.url}/api/events/stream`);
  await until("what is stored", () => all.words().includes("one.a"));
  await post(server.url, "three.a", "four.b", "five.a");
  await until("what is live", () => all.words().length === 3);
  await until("all that is live", () => live.words().length === 3);
  assertEquals(all.words(), ["one.a", "three.a", "five.a"]);
  assertEquals(live.words(), ["three.a", "four.b", "five.a"]);
  await all.close();
  await live.close();
});

Deno.test("the stream of events resumes after Last-Event-ID, over a restart, without a gap", async () => {
  await using server = await startTestServer();
  await post(server.url, "one", "two");
  const first = await open(`${server.url}/api/events/stream?after=0`);
  await until("two events", () => first.words().includes("two"));
  const last = first.lastId();
  await server.restart();
  await first.reading;
  await post(server.url, "three");
  const second = await open(`${server.url}/api/events/stream?after=0`, { "last-event-id": last });
  await until("the third", () => second.words().includes("three"));
  await post(server.url, "four");
  await until("the fourth", () => second.words().includes("four"));
  const sent = (words: string[]) => words.filter((word) => /^(one|two|three|four)$/.test(word));
  assertEquals(sent([...first.words(), ...second.words()]), ["one", "two", "three", "four"]);
  await second.close();
});

Deno.test("the stream of events says where it stands behind events that do not match", async () => {
  await using server = await startTestServer();
  await post(server.url, "one", "two");
  const { last } = server.store;
  const stream = await open(`${server.url}/api/events/stream?after=0&q=type:nothing`);
  await until("a place", () => stream.lastId() === `${last}@${server.store.id}`);
  assertEquals(stream.words(), []);
  await stream.close();
});

Deno.test("the stream of events begins again with another store", async () => {
  await using server = await startTestServer();
  await post(server.url, "one");
  for (const id of ["1@another-store", "999999"]) {
    const stream = await open(`${server.url}/api/events/stream`, { "last-event-id": id });
    await until("the first event", () => stream.messages.length > 1);
    assertEquals(stream.messages[0]?.event, "reset", id);
    assertEquals(JSON.parse(stream.messages[0]?.data ?? ""), { store: server.store.id });
    assertEquals(JSON.parse(stream.messages[1]?.data ?? "").id, 1);
    await stream.close();
  }
});

Deno.test("the stream of events refuses what it does not understand, and too many", async () => {
  await using server = await startTestServer({ httpLimits: { streams: 1 } });
  const url = `${server.url}/api/events/stream`;
  const refused: [string, Record<string, string>, number][] = [
    ["?after=x", {}, 400],
    ["?since=3", {}, 400],
    ["?q=%22", {}, 400],
    ["", { "last-event-id": "1@" }, 400],
  ];
  for (const [query, headers, status] of refused) {
    const response = await fetch(url + query, { headers });
    assertEquals(response.status, status, query);
    await response.body?.cancel();
  }
  const stream = await open(url);
  const second = await fetch(url);
  assertEquals([second.status, (await second.json()).error.code], [429, "too_many_streams"]);
  await stream.close();
  await until("a place for another", async () => {
    const response = await fetch(url);
    await response.body?.cancel();
    return response.status === 200;
  });
});

Deno.test("a reader that takes nothing costs no memory, and misses nothing", async () => {
  await using server = await startTestServer();
  const end = new AbortController();
  const place = { after: 0, store: undefined };
  const { store } = server;
  const messages = eventMessages({ store, place, q: undefined, signal: end.signal });
  const take = async () => (await messages.next()).value;
  assertEquals(await take(), { comment: "events of mpm-monitor", retry: 1000 });
  await post(server.url, ...Array.from({ length: 900 }, (_, at) => `slow.${at}`));
  const types: string[] = [];
  while (types.length < 900) {
    const message = await take();
    assert(message !== undefined);
    if (message.data?.includes("slow.")) types.push(JSON.parse(message.data).type);
  }
  assertEquals(types, Array.from({ length: 900 }, (_, at) => `slow.${at}`));
  end.abort();
  assertEquals((await messages.next()).done, true);
});

Deno.test("a stream that has nothing to say says that it is still there", async () => {
  await using server = await startTestServer();
  const end = new AbortController();
  const place = { after: undefined, store: undefined };
  const { store } = server;
  const messages = eventMessages({ store, place, q: undefined, signal: end.signal, heartbeat: 1 });
  const seen: (string | undefined)[] = [];
  for await (const { comment } of messages) {
    seen.push(comment);
    if (comment === "still here") break;
  }
  assertEquals(seen.at(-1), "still here");
});
