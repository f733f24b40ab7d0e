/**
 * Throws broken and hostile input at a real server, by each way in: nothing may crash it, end in a
 * 5xx, or be taken and then not be stored.
 *
 * `FUZZ_WAY_RUNS=200000 deno test -A tests/ingest/fuzz_ways_test.ts` for the long version, with
 * `--filter` for one way.
 */
import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import type { EventsAnswer } from "../../lib/contract/http.ts";
import { isJsonObject } from "../../lib/events/json.ts";
import { connectFeedClient } from "../support/wire/feed_client.ts";
import { bodiesFrom, type FuzzBody, SEEDS, TELEMETRY, trees } from "../support/wire/fuzz_bodies.ts";
import { connectFuzzSocket, messages } from "../support/wire/fuzz_socket.ts";
import { startTestServer, type TestServer } from "../support/server.ts";
import { until } from "../support/until.ts";

const RUNS = Number(Deno.env.get("FUZZ_WAY_RUNS") ?? 400);
/** So many inputs are under way at once, and so many make one try of fast-check. */
const AT_ONCE = 20;

const POSTS = [
  "/api/events",
  "/hooks/claude",
  "/hooks/statusline",
  "/v1/logs",
  "/v1/metrics",
  "/v1/traces",
] as const;

const types = fc.constantFrom(
  ...["application/json", "application/json", "application/x-ndjson", "text/plain", ""],
  ...[
    "application/x-protobuf",
    "application/json; charset=utf-16",
    "multipart/form-data",
    "x/y;;=",
  ],
);
const encodings = fc.oneof(
  { weight: 12, arbitrary: fc.constant<string | null>(null) },
  {
    weight: 1,
    arbitrary: fc.constantFrom("gzip", "gzip-cut", "gzip-garbage", "br", "identity", ""),
  },
);
const keys = fc.option(fc.constantFrom("k", "k".repeat(5_000), "\u00e4", "#1", " ", "__proto__"), {
  freq: 8,
});

interface Post {
  readonly body: FuzzBody;
  readonly type: string;
  readonly encoding: string | null;
  readonly key: string | null;
}

function postsTo(path: string): fc.Arbitrary<Post> {
  const body = bodiesFrom(path.startsWith("/v1/") ? TELEMETRY : SEEDS);
  return fc.record({ body, type: types, encoding: encodings, key: keys });
}

async function gzip(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

async function encoded({ body: { bytes }, encoding }: Post): Promise<Uint8Array<ArrayBuffer>> {
  if (encoding === "gzip") return await gzip(bytes);
  if (encoding === "gzip-cut") return (await gzip(bytes)).slice(0, -9);
  return bytes;
}

async function send(server: TestServer, path: string, post: Post): Promise<void> {
  const { type, encoding, key, body: { tree } } = post;
  const headers = new Headers();
  if (type !== "") headers.set("content-type", type);
  if (encoding !== null) headers.set("content-encoding", encoding.split("-")[0] ?? "");
  if (key !== null) headers.set("idempotency-key", key);
  const answer = await fetch(`${server.url}${path}`, {
    method: "POST",
    body: await encoded(post),
    headers,
  });
  const text = await answer.text();
  assert(answer.status < 500, `${answer.status} ${text}`);
  // What is a JSON object is taken, whatever its type and shape.
  if (
    path.startsWith("/v1/") || encoding !== null || !isJsonObject(tree) || type.includes("utf-16")
  ) {
    return;
  }
  assertEquals([answer.status, text], [204, ""]);
}

/** A server with readers of every kind, which are to see all of it through as well. */
async function withReaders(work: (server: TestServer) => Promise<void>): Promise<void> {
  await using server = await startTestServer();
  using subscriber = await connectFeedClient(server.url);
  using queried = await connectFeedClient(server.url);
  using claudeMpm = await connectFeedClient(server.url);
  let frames = 0;
  claudeMpm.socket.onAny(() => void frames++);
  let last = 0;
  subscriber.socket.on("events", (batch) => {
    for (const { id } of batch.events) assertEquals(id, ++last);
  });
  subscriber.socket.on("gap", ({ to }) => void (last = to));
  await subscriber.subscribe({});
  await queried.subscribe({ q: "tool:Bash -npm OR /a+b/ OR duration:>1s" });
  await work(server);
  // The readers are this process as well: what they were sent is not to be kept.
  await until("the subscriber", () => last === server.store.last, { timeout: 60_000 });
  assert(server.store.last > 0 && frames > 0, "Nothing of it reached the store");
  for (const path of ["/health", "/api/sessions", "/api/agents", "/api/projects", "/metrics"]) {
    const answer = await fetch(`${server.url}${path}`);
    await answer.body?.cancel();
    assertEquals(answer.status, 200, path);
  }
  for (let after = 0; after < server.store.last;) {
    const answer = await fetch(`${server.url}/api/events?after=${after}&limit=1000`);
    const page: EventsAnswer = await answer.json();
    assertEquals(page.events[0]?.id, after + 1);
    after = page.last;
  }
  // How busy it is depends on the machine.
  assertEquals(server.log.filter((line) => !/was busy for/.test(line)), []);
}

async function assertAll<Input>(
  inputs: fc.Arbitrary<Input>,
  check: (input: Input) => Promise<void>,
): Promise<void> {
  const many = fc.array(inputs, { minLength: AT_ONCE, maxLength: AT_ONCE });
  const property = fc.asyncProperty(many, async (list) => {
    await Promise.all(list.map(check));
  });
  await fc.assert(property, { numRuns: Math.ceil(RUNS / AT_ONCE) });
}

for (const path of POSTS) {
  Deno.test(`fuzz: POST ${path} takes anything`, async () => {
    await withReaders((server) => assertAll(postsTo(path), (post) => send(server, path, post)));
  });
}

Deno.test("fuzz: GET /api/events and its like answer any query", async () => {
  const parts = fc.array(
    fc.oneof(
      fc.constantFrom(
        ...["tool:", "Bash", " ", " OR ", "-", "(", ")", '"', "/a+/", "/(a|a)*b/i", "since:1h"],
        ...[
          "duration:",
          ">2s",
          "..",
          "id:",
          "9".repeat(30),
          "data.",
          "has:",
          "\u0000",
          "*",
          "\ud800",
        ],
        ...["status:error", "type:", "%", "'; DROP TABLE events; --", "NEAR(", "^", "agent:"],
      ),
      fc.string({ unit: "binary", maxLength: 4 }),
    ),
    { maxLength: 10 },
  ).map((list) => list.join(""));
  const numbers = fc.constantFrom(
    "0",
    "1",
    "-1",
    "1e9",
    "NaN",
    "",
    "9".repeat(40),
    "1000",
    "\u0661",
  );
  const queries = fc.record(
    {
      ...{ q: parts, after: numbers, before: numbers, limit: numbers, since: numbers },
      ...{ step: numbers, calls: numbers },
    },
    { requiredKeys: [] },
  );
  const paths = fc.constantFrom(
    ...["/api/events", "/api/events", "/api/events/tally", "/api/sessions", "/api/agents"],
    ...["/api/usage", "/%2e%2e/deno.json", "/api/clients"],
  );
  await withReaders(async (server) => {
    for (const tree of fc.sample(trees.filter(isJsonObject), 200)) {
      const answer = await fetch(`${server.url}/api/events`, {
        method: "POST",
        body: JSON.stringify(tree),
      });
      await answer.body?.cancel();
    }
    await assertAll(fc.tuple(paths, queries), async ([path, query]) => {
      const search = new URLSearchParams(Object.entries(query));
      const answer = await fetch(`${server.url}${path}?${search}`);
      const text = await answer.text();
      assert(answer.status < 500, `${answer.status} ${text}`);
    });
  });
});

Deno.test("fuzz: a socket takes anything", async () => {
  await withReaders(async (server) => {
    await using socket = connectFuzzSocket(server.port);
    await assertAll(messages, (message) => socket.send(message));
    await socket.settle();
  });
});
