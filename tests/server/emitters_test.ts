import { assert, assertEquals, assertMatch } from "@std/assert";
import type { MonitorServerOptions } from "../../lib/server/monitor_server_options.ts";
import type { Store } from "../../lib/store/store.ts";
import { type RawAnswer, rawRequest } from "../support/wire/raw_request.ts";
import { startTestServer, type TestServer } from "../support/server.ts";
import { until } from "../support/until.ts";

const ROUTES = [
  "/api/events",
  "/hooks/claude",
  "/hooks/statusline",
  "/v1/logs",
  "/v1/metrics",
  "/v1/traces",
];
const PAGE = "https://page.example";
const NAMES = { hosts: ["monitor.example"], anyAddress: false, origins: [PAGE] };

/** Emitters' routes read bodies themselves; all else is as on all other routes. */
async function assertAlike(
  options: Partial<MonitorServerOptions>,
  requests: Readonly<Record<string, Record<string, string | string[]>>>,
): Promise<void> {
  await using server = await startTestServer(options);
  for (const [what, headers] of Object.entries(requests)) {
    const post = (path: string) => rawRequest(server.port, { method: "POST", path, headers });
    const other: RawAnswer = await post("/api/sessions");
    assert([401, 403, 415].includes(other.status), `${what}: ${other.status}`);
    for (const path of ROUTES) assertEquals(await post(path), other, `${what}: ${path}`);
  }
  assertEquals(await refused(server), Object.keys(requests).length * (ROUTES.length + 1));
  assertEquals(server.store.last, 0);
}

/** How many requests the metrics say were refused. */
async function refused(server: TestServer): Promise<number> {
  const headers = { authorization: "Bearer t0ken" };
  const { events } = await (await fetch(`${server.url}/api/metrics`, { headers })).json();
  const counts: Record<string, number> = events.refused;
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

const HOSTILE = {
  "foreign host": { host: "evil.example" },
  "two hosts": { host: ["localhost", "localhost"] },
  "foreign origin": { host: "localhost", origin: "http://evil.example" },
  "other port": { host: "localhost", origin: "http://localhost:1" },
  "cross-site": { host: "localhost", "sec-fetch-site": "cross-site" },
};

Deno.test("emitters' routes refuse hostile requests as all others do, header for header", () =>
  assertAlike({}, HOSTILE));

Deno.test("emitters' routes refuse as all others do where some origins are invited", () =>
  assertAlike({ names: NAMES }, {
    ...HOSTILE,
    "no JSON": { host: "localhost", origin: PAGE, "content-type": "text/plain" },
  }));

Deno.test("emitters' routes ask for the token as all others do", () =>
  assertAlike({ access: { token: "t0ken", requireToken: true } }, {
    "no token": { host: "localhost" },
    "wrong token": { host: "localhost", authorization: "Bearer wrong" },
    "two tokens": { host: "localhost", authorization: ["Bearer t0ken", "Bearer t0ken"] },
    "wrong session": { host: "localhost", cookie: "mpm_monitor_session_1=a.b" },
  }));

Deno.test("emitters' routes allow an invited origin as all others do", async () => {
  await using server = await startTestServer({ names: NAMES });
  const headers = { host: "monitor.example", origin: PAGE, "content-type": "application/json" };
  const cors = ({ headers }: RawAnswer) =>
    Object.entries(headers).filter(([name]) => /^access-control|^vary/.test(name)).toSorted();
  const other = await rawRequest(server.port, { method: "GET", path: "/health", headers });
  assertEquals(cors(other).length, 3);
  for (const path of ROUTES) {
    const answer = await rawRequest(server.port, { method: "POST", path, headers });
    assert(answer.status < 300, path);
    assertEquals(cors(answer), cors(other), path);
  }
});

Deno.test("emitters' routes are found by any spelling of their path, and others are not", async () => {
  await using server = await startTestServer();
  const status = async (path: string, method = "POST") =>
    (await rawRequest(server.port, { method, path, headers: { host: "localhost" } })).status;
  for (
    const path of ["/hooks/claude?a=b", "/hooks/cl%61ude", "/x/../hooks/claude"]
  ) assertEquals(await status(path), 204, path);
  assertEquals(await status(`http://localhost:${server.port}/hooks/claude`), 204);
  for (
    const path of ["/hooks/claude/", "//hooks/claude", "/hooks", "/hooks/%FF", "/Hooks/claude"]
  ) {
    assertEquals(await status(path), 404, path);
  }
  assertEquals(await status("/hooks\\claude"), 400);
  assertEquals(await status("/hooks/claude", "PUT"), 404);
  assertEquals(await status("/hooks/claude", "GET"), 404);
});

Deno.test("emitters' routes say what the store said when nothing could be stored", async () => {
  await using working = await startTestServer();
  const store: Store = Object.create(working.store, {
    append: { value: () => Promise.reject(new Error("The disk is full")) },
    onCommit: { value: () => () => {} },
    onTrouble: { value: () => () => {} },
    page: { value: () => Promise.resolve({ events: [], last: 0, more: false }) },
    last: { value: 0 },
  });
  await using server = await startTestServer({ store });
  for (const type of ["application/json", "application/x-ndjson"]) {
    const response = await fetch(`${server.url}/api/events`, {
      method: "POST",
      headers: { "content-type": type },
      body: '{"type":"a"}\n'.repeat(type.includes("nd") ? 50_000 : 1),
    });
    assertEquals(response.status, 503, type);
    const { error } = await response.json();
    assertEquals(error.code, "not_stored");
    assertMatch(error.message, /The disk is full/);
  }
  assertEquals(server.log.filter((line) => line.startsWith("POST /api/events failed")).length, 2);
});

Deno.test("a body that ends with its connection is dropped without a word", async () => {
  await using server = await startTestServer();
  for (const type of ["application/json", "application/x-ndjson"]) {
    const connection = await Deno.connect({ hostname: "127.0.0.1", port: server.port });
    const head = `POST /api/events HTTP/1.1\r\nhost: localhost\r\ncontent-type: ${type}\r\n`;
    const body = '{"type":"line"}\n{"type":';
    await connection.write(new TextEncoder().encode(`${head}content-length: 999\r\n\r\n${body}`));
    if (type.includes("nd")) await until("its first line", () => server.store.last === 1);
    connection.close();
  }
  const next = await fetch(`${server.url}/hooks/claude`, { method: "POST", body: "{}" });
  assertEquals([next.status, server.store.last, server.log.length], [204, 2, 0]);
});

Deno.test("a body that was refused is not read for long", async () => {
  await using server = await startTestServer();
  using connection = await Deno.connect({ hostname: "127.0.0.1", port: server.port });
  const head =
    "POST /hooks/claude HTTP/1.1\r\nhost: localhost\r\ncontent-length: 99999999\r\n\r\n{";
  await connection.write(new TextEncoder().encode(head));
  let answer = "";
  for await (const chunk of connection.readable) answer += new TextDecoder().decode(chunk);
  assertMatch(answer, /^HTTP\/1\.1 413 /);
});
