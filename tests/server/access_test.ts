import { assert, assertEquals, assertMatch } from "@std/assert";
import type { Socket } from "socket.io-client";
import { connectFeedClient } from "../support/wire/feed_client.ts";
import { rawRequest } from "../support/wire/raw_request.ts";
import { startTestServer } from "../support/server.ts";
import { until } from "../support/until.ts";

const TOKEN = "a-token-of-this-test";
const withToken = { authorization: `Bearer ${TOKEN}` };

async function status(url: string, init: RequestInit = {}): Promise<number> {
  const response = await fetch(url, { redirect: "manual", ...init });
  await response.body?.cancel();
  return response.status;
}

Deno.test("with a token, this machine's emitters may send without it and nobody may read", async () => {
  await using server = await startTestServer({ access: { token: TOKEN, requireToken: false } });
  const post = { method: "POST", body: '{"type":"t"}' };
  assertEquals(await status(`${server.url}/api/events`, post), 204);
  for (const path of ["/api/events", "/api/clients", "/api/sessions", "/nothing"]) {
    assertEquals(await status(server.url + path), 401, path);
    const wrong = { headers: { authorization: "Bearer wrong" } };
    assertEquals(await status(server.url + path, wrong), 401, path);
  }
  assertEquals(await status(`${server.url}/api/events`, { headers: withToken }), 200);
  assertEquals(await status(`${server.url}/health`), 200);
});

Deno.test("a required token is required of this machine's emitters too", async () => {
  await using server = await startTestServer({ access: { token: TOKEN, requireToken: true } });
  const post = { method: "POST", body: '{"type":"t"}' };
  assertEquals(await status(`${server.url}/api/events`, post), 401);
  assertEquals(await status(`${server.url}/hooks/claude`, post), 401);
  assertEquals(await status(`${server.url}/api/events`, { ...post, headers: withToken }), 204);
  const refusal = await connectFeedClient(server.url, { reconnection: false })
    .then(() => "connected", String);
  assertMatch(refusal, /asks for a token/);
  using client = await connectFeedClient(server.url, { auth: { token: TOKEN } });
  assert((await client.subscribe({})).ok);
});

Deno.test("a login link works once and leaves a cookie that is not the token", async () => {
  await using server = await startTestServer({ access: { token: TOKEN, requireToken: false } });
  const ask = (secret: string) =>
    fetch(`${server.url}/api/control/login`, {
      method: "POST",
      headers: { authorization: `Bearer ${secret}` },
    });
  const refused = await ask(TOKEN);
  assertEquals(refused.status, 401);
  await refused.body?.cancel();
  const { path } = await (await ask(server.secret)).json();
  const link = `${server.url}${path}`;
  const first = await fetch(link, { redirect: "manual" });
  await first.body?.cancel();
  assertEquals([first.status, first.headers.get("location")], [303, "/"]);
  const cookie = first.headers.get("set-cookie") ?? "";
  assertMatch(cookie, /HttpOnly/);
  assertMatch(cookie, /SameSite=Strict/);
  assert(!cookie.includes(TOKEN));
  assertEquals(await status(link), 401);
  const headers = { cookie: cookie.split(";")[0] ?? "" };
  assertEquals(await status(`${server.url}/api/events`, { headers }), 200);
  await server.restart();
  assertEquals(await status(`${server.url}/api/events`, { headers }), 200);
  using client = await connectFeedClient(server.url, { extraHeaders: headers });
  assert((await client.subscribe({})).ok);
});

Deno.test("a socket without the token may send events and read nothing", async () => {
  await using server = await startTestServer({ access: { token: TOKEN, requireToken: false } });
  using client = await connectFeedClient(server.url);
  const heard: string[] = [];
  client.socket.onAny((name: string) => void heard.push(name));
  const answer = await client.subscribe({ after: 0 });
  assertEquals(answer.ok ? "" : answer.error.code, "no_token");
  (client.socket as Socket).emit("get_history", {});
  client.socket.emit("claude_event", { type: "hook", subtype: "stop" });
  await until("the event", () => server.store.last === 1);
  await until("the refusal", () => heard.includes("hook:error"));
  assertEquals(heard, ["hook:error"]);
});

Deno.test("strangers learn from /health only that the server is there", async () => {
  await using server = await startTestServer({
    access: { token: TOKEN, requireToken: false },
    names: { hosts: ["box.lan"], anyAddress: false, origins: [] },
  });
  const ask = (path: string, headers: Record<string, string> = {}, method = "GET") =>
    rawRequest(server.port, { method, path, headers: { host: "box.lan", ...headers } });
  const health = await ask("/health");
  assertEquals(JSON.parse(health.body), { status: "running", product: "mpm-monitor" });
  assertEquals((await ask("/api/events", {}, "POST")).status, 401);
  assertEquals((await ask("/api/events", withToken)).status, 200);
  assertEquals((await ask("/")).status === 401, false);
});

Deno.test("an origin that was allowed may use the server, and no other one may", async () => {
  const invited = "http://localhost:9001";
  await using server = await startTestServer({
    names: { hosts: [], anyAddress: false, origins: [invited] },
  });
  const ask = (origin: string) =>
    fetch(`${server.url}/api/working-directory`, { headers: { origin } });
  const answer = await ask(invited);
  assertEquals(answer.headers.get("access-control-allow-origin"), invited);
  assertEquals((await answer.json()).success, true);
  const refused = await ask("http://localhost:9002");
  await refused.body?.cancel();
  assertEquals([refused.status, refused.headers.get("access-control-allow-origin")], [403, null]);
  const polling = (origin: string) =>
    fetch(`${server.url}/socket.io/?EIO=4&transport=polling`, { headers: { origin } });
  for (const origin of [invited, "http://localhost:9002"]) {
    const response = await polling(origin);
    await response.body?.cancel();
    const isInvited = origin === invited;
    assertEquals(response.status, isInvited ? 200 : 403);
  }
  using client = await connectFeedClient(server.url, { extraHeaders: { origin: invited } });
  assert((await client.subscribe({})).ok);
});

async function letIn(server: { url: string; secret: string }): Promise<string> {
  const made = await fetch(`${server.url}/api/control/login`, {
    method: "POST",
    headers: { authorization: `Bearer ${server.secret}` },
  });
  const { path } = await made.json();
  const first = await fetch(server.url + path, { redirect: "manual" });
  await first.body?.cancel();
  return (first.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
}

Deno.test("logging out ends the session, wherever its cookie is", async () => {
  await using server = await startTestServer({ access: { token: TOKEN, requireToken: false } });
  const [mine, other] = [await letIn(server), await letIn(server)];
  const sessions = (cookie: string) =>
    status(`${server.url}/api/sessions`, { headers: { cookie } });
  assertEquals([await sessions(mine), await sessions(other)], [200, 200]);
  const out = await fetch(`${server.url}/api/logout`, {
    method: "POST",
    headers: { cookie: mine },
  });
  assertEquals(out.status, 204);
  assertMatch(out.headers.get("set-cookie") ?? "", /Max-Age=0/);
  assertEquals([await sessions(mine), await sessions(other)], [401, 200]);
  assertEquals(await status(`${server.url}/api/logout`, { method: "POST" }), 401);
});

Deno.test("a browser that shows the token is let in, and one that shows another is not", async () => {
  await using server = await startTestServer({ access: { token: TOKEN, requireToken: true } });
  const login = (token: string) =>
    fetch(`${server.url}/api/login`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: "{}",
    });
  const wrong = await login(`${TOKEN}x`);
  await wrong.body?.cancel();
  assertEquals([wrong.status, wrong.headers.get("set-cookie")], [401, null]);
  const right = await login(TOKEN);
  const cookie = right.headers.get("set-cookie") ?? "";
  assertEquals(right.status, 204);
  assertMatch(cookie, /HttpOnly; SameSite=Strict/);
  assert(!cookie.includes(TOKEN));
  const [session = ""] = cookie.split(";");
  assertEquals(await status(`${server.url}/api/sessions`, { headers: { cookie: session } }), 200);
  const foreign = await fetch(`${server.url}/api/login`, {
    method: "POST",
    headers: { origin: "http://evil.example", cookie: session },
  });
  await foreign.body?.cancel();
  assertEquals(foreign.status, 403);
});

Deno.test("wrong tokens are slowed down, counted and logged, and right ones are not", async () => {
  await using server = await startTestServer({ access: { token: TOKEN, requireToken: false } });
  const guess = (at: number) =>
    status(`${server.url}/api/sessions`, { headers: { authorization: `Bearer wrong-${at}` } });
  for (let at = 0; at < 10; at++) assertEquals(await guess(at), 401);
  let answered = 0;
  const slow = Array.from({ length: 60 }, (_, at) => guess(at).finally(() => answered++));
  // Those for whom there is no room to wait are told so at once.
  await until("those that are too many", () => answered >= 10);
  assertEquals(await status(`${server.url}/api/sessions`, { headers: withToken }), 200);
  const answers = await Promise.all(slow);
  assertEquals(answers.filter((each) => each === 429).length, 10);
  assertEquals(answers.filter((each) => each === 401).length, 50);
  assert(server.log.some((line) => /Refused a wrong token from/.test(line)), server.log.join());
  const figures = await (await fetch(`${server.url}/api/metrics`, { headers: withToken })).json();
  assertEquals(figures.events.wrong_credentials, { token: 70 });
});

Deno.test("no answer that tells anything is kept by a cache", async () => {
  await using server = await startTestServer();
  for (
    const path of [
      "/health",
      "/api/events",
      "/api/sessions",
      "/api/usage",
      "/api/metrics",
      "/metrics",
      "/nothing",
      "/socket.io/?EIO=4&transport=polling",
    ]
  ) {
    const response = await fetch(server.url + path);
    await response.body?.cancel();
    assertEquals(response.headers.get("cache-control"), "no-store", path);
  }
  const refused = await fetch(`${server.url}/api/events`, { method: "POST", body: "{" });
  await refused.body?.cancel();
  assertEquals(refused.headers.get("cache-control"), "no-store");
});

Deno.test("of two hosts none is believed, by whatever way in", async () => {
  await using server = await startTestServer();
  for (const path of ["/health", "/socket.io/?EIO=4&transport=polling", "/api/events"]) {
    const method = path === "/api/events" ? "POST" : "GET";
    const host = [`localhost:${server.port}`, "evil.example"];
    const { status } = await rawRequest(server.port, { method, path, headers: { host } });
    assert(status >= 400 && status < 500, `${path}: ${status}`);
  }
});
