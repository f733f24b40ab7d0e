import { assert, assertEquals } from "@std/assert";
import { io, type Socket } from "socket.io-client";
import { startTestServer } from "../support/server.ts";
import { until } from "../support/until.ts";

type Heard = Map<string, Record<string, unknown>[]>;

/** A client as claude-mpm's tools are: it asks for nothing and hears everything. */
async function connectTool(url: string): Promise<{ socket: Socket; heard: Heard }> {
  const socket = io(url, { forceNew: true, reconnection: false });
  const heard: Heard = new Map();
  socket.onAny((name: string, body: Record<string, unknown>) => {
    heard.set(name, [...heard.get(name) ?? [], body]);
  });
  await until("the welcome", () => heard.has("dashboard:welcome") && heard.has("event_history"));
  return { socket, heard };
}

const PRE_TOOL = {
  namespace: "",
  event: "claude_event",
  data: {
    type: "hook",
    subtype: "pre_tool",
    timestamp: "2026-07-02T13:46:40.250100+00:00",
    data: { tool_name: "Read", session_id: "s-1", correlation_id: "c-1" },
    session_id: "s-1",
    cwd: "/home/dev/shop",
    correlation_id: "c-1",
  },
};

Deno.test("claude-mpm's clients get events in its words", async () => {
  await using server = await startTestServer();
  const { socket, heard } = await connectTool(server.url);
  const body = JSON.stringify(PRE_TOOL);
  await fetch(`${server.url}/api/events`, { method: "POST", body });
  await until("the tool event", () => heard.has("tool_event"));
  const frame = heard.get("tool_event")?.[0] ?? {};
  assertEquals(
    [frame["type"], frame["subtype"], frame["session_id"], frame["cwd"], frame["correlation_id"]],
    ["tool_event", "pre_tool", "s-1", "/home/dev/shop", "c-1"],
  );
  assertEquals(frame["data"], PRE_TOOL.data.data);
  const again = await connectTool(server.url);
  const [history] = again.heard.get("event_history") ?? [];
  assertEquals([history?.["count"], history?.["total_available"]], [1, 1]);
  socket.disconnect();
  again.socket.disconnect();
});

Deno.test("claude-mpm's clients are told how long a tool took, as it is stored", async () => {
  await using server = await startTestServer();
  const { socket, heard } = await connectTool(server.url);
  for (const [subtype, second] of [["pre_tool", 40], ["post_tool", 43]] as const) {
    const timestamp = `2026-07-02T13:46:${second}.000000+00:00`;
    const body = JSON.stringify({ ...PRE_TOOL, data: { ...PRE_TOOL.data, subtype, timestamp } });
    await fetch(`${server.url}/api/events`, { method: "POST", body });
  }
  await until("both tool events", () => heard.get("tool_event")?.length === 2);
  const { events: [stored] } = await server.store.page({ limit: 1 });
  assertEquals(typeof stored?.duration_ms, "number");
  const durations = heard.get("tool_event")?.map(({ duration_ms }) => duration_ms);
  assertEquals(durations, [undefined, stored?.duration_ms]);
  socket.disconnect();
});

Deno.test("whoever asks for it is told what became of its event", async () => {
  await using server = await startTestServer();
  const { socket } = await connectTool(server.url);
  const hook = io(`${server.url}/hook`, { forceNew: true, reconnection: false });
  const event = { type: "session.start", data: { session_id: "s-2" } };
  assertEquals(await socket.emitWithAck("claude_event", event), { ok: true, stored: 1 });
  assertEquals(await socket.emitWithAck("claude_event", event), { ok: true, stored: 0 });
  assertEquals(await hook.emitWithAck("pre_tool", { tool_name: "Read" }), { ok: true, stored: 1 });
  const refusal = await socket.emitWithAck("claude_event", "text");
  assertEquals([refusal.ok, refusal.error.code], [false, "no_json_object"]);
  assertEquals(server.store.last, 2);
  socket.disconnect();
  hook.disconnect();
});

Deno.test("a client's claude_event comes back to all as claude-mpm's server sends it", async () => {
  await using server = await startTestServer();
  const { socket, heard } = await connectTool(server.url);
  socket.emit("claude_event", { type: "session.start", data: { session_id: "s-2" } });
  await until("the echo", () => heard.has("hook:event") && heard.has("claude_event"));
  assertEquals(heard.get("claude_event")?.[0]?.["subtype"], "unknown");
  // What was passed on is not reported a second time in the words for stored events.
  await fetch(`${server.url}/api/events`, { method: "POST", body: JSON.stringify(PRE_TOOL) });
  await until("a later event", () => heard.has("tool_event"));
  assertEquals([heard.get("claude_event")?.length, heard.has("session_event")], [1, false]);
  assertEquals(server.store.last, 2);
  socket.disconnect();
});

Deno.test("requests that claude-mpm's own server leaves unanswered are answered", async () => {
  await using server = await startTestServer();
  const { socket, heard } = await connectTool(server.url);
  const requests = {
    get_status: "status",
    get_history: "history",
    request_history: "history",
    ping: "pong",
    "dashboard:ping": "dashboard:pong",
    "dashboard:status": "dashboard:status:response",
    "dashboard:info": "dashboard:info:response",
    "client:register": "client:registered",
    "client:list": "client:list:response",
    "hook:history:get": "hook:history:response",
    "hook:sessions:list": "hook:sessions:response",
    "hook:session:info": "hook:session:info:response",
    read_file: "file_content_response",
    "code:analyze:file": "code:error",
  };
  for (const [request, reply] of Object.entries(requests)) {
    heard.delete(reply);
    socket.emit(request, {});
    await until(`${reply} after ${request}`, () => heard.has(reply));
  }
  assertEquals(server.store.last, 0);
  socket.disconnect();
});

Deno.test("whatever a client sends, the server goes on", async () => {
  await using server = await startTestServer();
  const { socket, heard } = await connectTool(server.url);
  for (const name of ["subscribe", "claude_event", "__proto__", "constructor", "toString", "x"]) {
    for (const args of [[], [null], ["text"], [7, "not a function"], [[1]], [{ a: 1 }, "x"]]) {
      socket.emit(name, ...args);
    }
  }
  await until("the refusal", () => heard.has("hook:error"));
  const health = await (await fetch(`${server.url}/health`)).json();
  assertEquals(health.status, "running");
  assert(socket.connected);
  socket.disconnect();
});

Deno.test("a large message of a client is stored, answered and passed on", async () => {
  await using server = await startTestServer();
  const { socket, heard } = await connectTool(server.url);
  const polling = io(`${server.url}/hook`, {
    forceNew: true,
    reconnection: false,
    transports: ["polling"],
  });
  const text = "x".repeat(200_000);
  const event = { type: "a.b", data: { text, session_id: "s-9", token: "sk-ant-api03-abcdef" } };
  assertEquals(await socket.emitWithAck("claude_event", event), { ok: true, stored: 1 });
  assertEquals(await polling.emitWithAck("a.c", { text }), { ok: true, stored: 1 });
  assertEquals((await socket.emitWithAck("claude_event", text)).error.code, "not_json");
  assertEquals((await socket.emitWithAck("subscribe", { q: text })).ok, false);
  const whole = () => JSON.stringify([...heard]);
  await until("both events", () => whole().split(text).length === 3);
  assert(!whole().includes("sk-ant"));
  assert(heard.has("hook:error"));
  for (const each of [socket, polling]) each.disconnect();
});

Deno.test("emitters with namespaces of their own are heard", async () => {
  await using server = await startTestServer();
  const socket = io(`${server.url}/hook`, { forceNew: true, reconnection: false });
  socket.emit("pre_tool", { tool_name: "Read", session_id: "s-3" });
  await until("the event", () => server.store.last === 1);
  socket.disconnect();
});

Deno.test("a handshake that names no transport is given polling", async () => {
  await using server = await startTestServer();
  const ask = (query: string) => fetch(`${server.url}/socket.io/${query}`);
  for (
    const query of [
      "?EIO=4",
      "?transport=&EIO=4",
      "?EIO=4&t=abc",
      "?EIO=4&transport",
      "?EIO=4&transport=polling&j=0",
    ]
  ) {
    const response = await ask(query);
    const text = await response.text();
    assertEquals([response.status, text.slice(0, 7)], [200, '0{"sid"'], query);
  }
  const opened = await (await ask("?EIO=4")).text();
  const { sid } = JSON.parse(opened.slice(1));
  const joined = await fetch(`${server.url}/socket.io/?EIO=4&sid=${sid}`, {
    method: "POST",
    body: "40",
  });
  assertEquals(await joined.text(), "ok");
  for (const query of ["", "?EIO=3", "?EIO=4&transport=smoke"]) {
    const response = await ask(query);
    await response.body?.cancel();
    assertEquals(response.status, 400, query);
  }
});
