import { assert, assertEquals } from "@std/assert";
import type { SessionsUpdate } from "../../lib/contract/socket.ts";
import { startTestServer, type TestServer } from "../support/server.ts";
import { until } from "../support/until.ts";
import { connectFeedClient } from "../support/wire/feed_client.ts";

async function hook(server: TestServer, session: string, name: string, more = {}) {
  const body = JSON.stringify({
    session_id: session,
    cwd: `/home/dev/${session}`,
    hook_event_name: name,
    ...more,
  });
  const headers = { "content-type": "application/json" };
  const response = await fetch(`${server.url}/hooks/claude`, { method: "POST", body, headers });
  await response.body?.cancel();
  assertEquals(response.status, 204);
}

Deno.test("who follows sessions is told all of them once, and then what changed", async () => {
  await using server = await startTestServer();
  for (const name of ["shop", "kiosk", "old"]) await hook(server, name, "UserPromptSubmit");
  await hook(server, "old", "SessionEnd", { reason: "exit" });
  using client = await connectFeedClient(server.url, { query: { client: "dashboard" } });
  const updates: SessionsUpdate[] = [];
  client.socket.on("sessions", (update: SessionsUpdate) => updates.push(update));
  const answer = await client.socket.emitWithAck("follow_sessions", null);
  assert(answer.ok && Math.abs(answer.now - Date.now()) < 60_000);
  await until("all of them", () => updates.length === 1);
  const whole = updates.shift();
  assertEquals(whole?.whole, true);
  assertEquals(whole?.live.map(({ id }) => id).sort(), ["kiosk", "shop"]);
  assertEquals(whole?.over.map(({ id, project }) => [id, project]), [["old", "/home/dev/old"]]);

  const permission = { tool_name: "Bash", tool_input: { command: "git push" } };
  await hook(server, "shop", "PermissionRequest", permission);
  await until("who waits", () => updates.some(({ live }) => live[0]?.waiting !== null));
  assertEquals(updates.flatMap(({ live, over }) => [...live, ...over]).map(({ id }) => id), [
    "shop",
  ]);
  const event = updates[0]?.live[0]?.waiting?.event;
  assertEquals(event, server.store.last);

  updates.length = 0;
  await hook(server, "kiosk", "SessionEnd", { reason: "exit" });
  await until("the end", () => updates.some(({ over }) => over[0]?.id === "kiosk"));
  assertEquals(updates.flatMap(({ live }) => live), []);
});

Deno.test("GET /api/sessions is paged, and tells those that are over apart", async () => {
  await using server = await startTestServer();
  for (const name of ["a", "b", "c", "d"]) await hook(server, name, "UserPromptSubmit");
  for (const name of ["a", "b", "c"]) await hook(server, name, "SessionEnd", { reason: "exit" });
  const ids = async (query: string) => {
    const answer = await fetch(`${server.url}/api/sessions?${query}`);
    const { sessions, error } = await answer.json();
    return error?.code ?? sessions.map(({ id }: { id: string }) => id);
  };
  assertEquals(await ids("over=0"), ["d"]);
  assertEquals(await ids("over=1&limit=2"), ["c", "b"]);
  assertEquals(await ids("over=1&limit=2&offset=2"), ["a"]);
  assertEquals(await ids("id=b"), ["b"]);
  assertEquals(await ids("id=nobody"), []);
  assertEquals(await ids("project=/home/dev/b"), ["b"]);
  assertEquals(await ids("over=2"), "bad_parameter");
  assertEquals(await ids("offset=-1"), "bad_parameter");
});

Deno.test("answers and the page's files are compressed for those who take it", async () => {
  await using server = await startTestServer();
  for (let at = 0; at < 20; at++) await hook(server, `session-${at}`, "UserPromptSubmit");
  const head = async (path: string, encoding: string) => {
    const response = await fetch(server.url + path, { headers: { "accept-encoding": encoding } });
    await response.text();
    return response.headers.get("content-encoding");
  };
  for (const path of ["/api/sessions", "/api/events?limit=100", "/static/dist/app.js"]) {
    // A page of events ends early where the machine is busy, and a short one is not worth it.
    await until(`${path} to be compressed`, async () => await head(path, "gzip") === "gzip");
    assertEquals(await head(path, "identity"), null, path);
    assertEquals(await head(path, "gzip;q=0"), null, path);
  }
  assertEquals(await head("/static/dist/app.js", "gzip, br"), "br");
  assertEquals(await head("/health", "gzip"), null);
});
