import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import type { EventsAnswer, HealthAnswer } from "../../lib/contract/http.ts";
import { rawRequest } from "../support/wire/raw_request.ts";
import { startTestServer, type TestServer } from "../support/server.ts";
import { until } from "../support/until.ts";

const HOOK = {
  hook_event_name: "PreToolUse",
  session_id: "s-1",
  cwd: "/home/dev/shop",
  tool_name: "Bash",
  tool_input: { command: "npm test" },
  tool_use_id: "toolu_1",
};

async function post(server: TestServer, path: string, body: BodyInit, headers = {}) {
  const response = await fetch(server.url + path, { method: "POST", body, headers });
  return { status: response.status, body: await response.text() };
}

async function events(server: TestServer, query = "?after=0&limit=1000"): Promise<EventsAnswer> {
  return await (await fetch(`${server.url}/api/events${query}`)).json();
}

Deno.test("POST /api/events stores claude-mpm's envelope and answers 204 without a body", async () => {
  await using server = await startTestServer();
  const data = { type: "hook", subtype: "user_prompt", data: { prompt_text: "fix it" } };
  const body = JSON.stringify({ namespace: "", event: "claude_event", data });
  assertEquals(await post(server, "/api/events", body), { status: 204, body: "" });
  const { events: [event], last, more, store } = await events(server);
  assertEquals([event?.id, last, more, store], [1, 1, false, server.store.id]);
  assertStringIncludes(JSON.stringify(event?.data), "fix it");
});

Deno.test("POST /hooks/claude stores a raw hook input and answers 204 without a body", async () => {
  await using server = await startTestServer();
  const answer = await post(server, "/hooks/claude", JSON.stringify(HOOK));
  assertEquals(answer, { status: 204, body: "" });
  const { events: [event] } = await events(server);
  assertEquals(event?.tool, "Bash");
  assertEquals(event?.session, "s-1");
  assertEquals(event?.correlation, "toolu_1");
});

Deno.test("POST /api/events keeps the good lines of a batch and names the bad ones", async () => {
  await using server = await startTestServer();
  const lines = '{"type":"a"}\nnonsense\n{"type":"b"}\n';
  const type = { "content-type": "application/x-ndjson" };
  const { status, body } = await post(server, "/api/events", lines, type);
  assertEquals(status, 400);
  assertMatch(body, /line 2: Not JSON/);
  assertEquals((await events(server)).events.length, 2);
});

Deno.test("POST /api/events takes a long NDJSON stream", async () => {
  await using server = await startTestServer();
  const total = 5_000;
  let sent = 0;
  const stream = new ReadableStream<Uint8Array<ArrayBuffer>>({
    pull(controller) {
      const lines = Array.from({ length: 250 }, () => `{"type":"line","n":${sent++}}\n`).join("");
      controller.enqueue(new TextEncoder().encode(lines));
      if (sent >= total) controller.close();
    },
  });
  const type = { "content-type": "application/x-ndjson" };
  assertEquals((await post(server, "/api/events", stream, type)).status, 204);
  assertEquals(server.store.last, total);
});

Deno.test("POST refuses what is no JSON object and says what is wrong", async () => {
  await using server = await startTestServer();
  for (const path of ["/api/events", "/hooks/claude"]) {
    for (const body of ["hello", "", "7", '{"a":', "data=%7B%7D"]) {
      const answer = await post(server, path, body);
      assertEquals(answer.status, 400, `${path} ${body}`);
      assert(JSON.parse(answer.body).error.message.length > 10);
    }
  }
  assertEquals(server.store.last, 0);
});

Deno.test("POST refuses a body over the limit with a hint", async () => {
  await using server = await startTestServer();
  const body = `{"a":"${"x".repeat(33 * 1024 * 1024)}"}`;
  const answer = await post(server, "/api/events", body);
  assertEquals(answer.status, 413);
  assertMatch(answer.body, /ndjson/);
});

Deno.test("GET /api/events pages in both directions by the contract", async () => {
  await using server = await startTestServer();
  const lines = Array.from({ length: 25 }, (_, n) => `{"type":"t","n":${n}}`).join("\n");
  await post(server, "/api/events", lines, { "content-type": "application/x-ndjson" });
  const ids = (answer: EventsAnswer) => answer.events.map(({ id }) => id);
  const first = await events(server, "?after=0&limit=10");
  assertEquals([ids(first)[0], first.last, first.more], [1, 10, true]);
  const rest = await events(server, "?after=20&limit=10");
  assertEquals([ids(rest), rest.last, rest.more], [[21, 22, 23, 24, 25], 25, false]);
  const newest = await events(server, "?limit=2");
  assertEquals([ids(newest), newest.last, newest.more], [[25, 24], 24, true]);
  const older = await events(server, "?before=3");
  assertEquals([ids(older), older.last, older.more], [[2, 1], 1, false]);
  assertEquals((await events(server, "")).events.length, 25);
});

Deno.test("GET /api/events takes queries and points at what is wrong with one", async () => {
  await using server = await startTestServer();
  await post(server, "/hooks/claude", JSON.stringify(HOOK));
  await post(server, "/api/events", '{"type":"other"}');
  // A page may end by its time before it has looked at all, on a busy machine.
  const found = async (q: string): Promise<readonly number[]> => {
    const ids: number[] = [];
    for (let before = "";;) {
      const page = await events(server, `?q=${encodeURIComponent(q)}${before}`);
      ids.push(...page.events.map(({ id }) => id));
      if (!page.more) return ids;
      before = `&before=${page.last}`;
    }
  };
  assertEquals(await found("tool:Bash"), [1]);
  assertEquals(await found("-tool:Bash"), [2]);
  assertEquals(await found("/npm +test/ OR type:other"), [2, 1]);
  assertEquals(await found(""), [2, 1]);
  const wrong = await fetch(`${server.url}/api/events?q=${encodeURIComponent("a (b")}`);
  assertEquals(wrong.status, 400);
  const { error } = await wrong.json();
  assertEquals([error.code, typeof error.column], ["bad_query", "number"]);
});

Deno.test("GET /api/events refuses wrong parameters and says which", async () => {
  await using server = await startTestServer();
  for (const query of ["?limit=0", "?limit=1001", "?after=x", "?after=1&before=2", "?nope=1"]) {
    const response = await fetch(`${server.url}/api/events${query}`);
    assertEquals(response.status, 400, query);
    assertMatch((await response.json()).error.message, /limit|after|nope/);
  }
});

Deno.test("GET /api/sessions, agents and projects say what is going on, also after a restart", async () => {
  await using server = await startTestServer();
  await post(server, "/hooks/claude", JSON.stringify(HOOK));
  const get = async (path: string) => await (await fetch(server.url + path)).json();
  const states = async () => {
    const { sessions } = await get("/api/sessions");
    const { agents } = await get("/api/agents?limit=5");
    const { projects } = await get("/api/projects");
    return [sessions[0]?.state, agents[0]?.tool?.name, projects[0]?.name];
  };
  assertEquals(await states(), ["working", "Bash", "shop"]);
  await server.restart();
  await until("the state", async () => (await states())[0] === "working");
  assertEquals(await states(), ["working", "Bash", "shop"]);
  const wrong = await fetch(`${server.url}/api/sessions?limit=0`);
  assertEquals(wrong.status, 400);
  await wrong.body?.cancel();
});

Deno.test("GET /health answers on both ports in claude-mpm's shape", async () => {
  await using server = await startTestServer();
  for (const port of [server.port, server.dashboardPort]) {
    for (const host of ["127.0.0.1", "localhost"]) {
      const health: HealthAnswer = await (await fetch(`http://${host}:${port}/health`)).json();
      assertEquals(health.service, "claude-mpm-monitor");
      assertEquals(health.status, "running");
      assertEquals([health.port, health.pid], [server.port, Deno.pid]);
      assertEquals(health.product, "mpm-monitor");
    }
  }
});

Deno.test("the server turns hostile pages away before anything else", async () => {
  await using server = await startTestServer();
  const send = async (headers: Record<string, string>, method = "GET", path = "/api/events") =>
    (await rawRequest(server.port, { method, path, headers })).status;
  assertEquals(await send({ host: "evil.example" }), 403);
  assertEquals(await send({ host: "localhost", origin: "http://localhost:3000" }), 403);
  assertEquals(await send({ host: "localhost", "sec-fetch-site": "cross-site" }), 403);
  assertEquals(await send({ host: "localhost", origin: "null" }, "OPTIONS"), 403);
  const own = { host: "localhost", origin: `http://localhost:${server.port}` };
  assertEquals(await send(own), 200);
  assertEquals(await send({ ...own, "content-type": "text/plain" }, "POST"), 415);
  assertEquals(
    await send({ host: "evil.example" }, "GET", "/socket.io/?EIO=4&transport=polling"),
    403,
  );
  assertEquals(await send(own, "GET", "/socket.io/?EIO=4&transport=polling"), 200);
});

Deno.test("the page comes with a strict policy and no route reads other files", async () => {
  await using server = await startTestServer();
  const response = await fetch(`${server.url}/health`);
  await response.body?.cancel();
  const policy = response.headers.get("content-security-policy") ?? "";
  assertStringIncludes(policy, "default-src 'self'");
  assert(!policy.includes("unsafe"));
  assertEquals(response.headers.get("access-control-allow-origin"), null);
  for (
    const path of ["/static/../deno.json", "/static/%2e%2e/deno.json", "/static/..%2fdeno.json"]
  ) {
    const headers = { host: "localhost" };
    const { status } = await rawRequest(server.port, { method: "GET", path, headers });
    assertEquals(status, 404, path);
  }
});

Deno.test("POST /api/control/stop asks for the record's secret", async () => {
  await using server = await startTestServer();
  const stop = (authorization: string) =>
    fetch(`${server.url}/api/control/stop`, { method: "POST", headers: { authorization } });
  for (const authorization of ["", "Bearer ", "Bearer wrong", server.secret]) {
    const response = await stop(authorization);
    await response.body?.cancel();
    assertEquals(response.status, 401);
  }
  assertEquals(server.stopRequests, []);
  const answer = await (await stop(`Bearer ${server.secret}`)).json();
  assertEquals(answer, { schema_version: 1, clients: 0, pid: Deno.pid });
  assertEquals(server.stopRequests, ["stop"]);
});

Deno.test("POST /api/events names 20 bad lines at most, and counts them all", async () => {
  await using server = await startTestServer();
  const type = { "content-type": "application/x-ndjson" };
  for (const count of [20, 25, 500]) {
    const { status, body } = await post(server, "/api/events", "nonsense\n".repeat(count), type);
    assertEquals(status, 400);
    assertEquals(body.match(/line \d+: /g)?.length, 20, `${count} bad lines`);
  }
});
