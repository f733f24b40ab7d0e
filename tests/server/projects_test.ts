import { assertEquals } from "@std/assert";
import { join } from "@std/path/join";
import type { EventsAnswer, ProjectsAnswer, SessionsAnswer } from "../../lib/contract/http.ts";
import type { CanonicalEvent } from "../../lib/events/event.ts";
import { gitRoot } from "../../lib/daemon/git_root.ts";
import { readRecording, sendRecording } from "../support/recording.ts";
import { startTestServer, type TestServer } from "../support/server.ts";

async function tell(server: TestServer, bodies: readonly object[], path = "/hooks/claude") {
  await sendRecording(server.url, bodies.map((body) => ({ at: 0, path, body })));
}

async function get<Answer>(server: TestServer, path: string): Promise<Answer> {
  const response = await fetch(server.url + path);
  return await response.json();
}

/** All events that a query finds: a page ends early where the machine is busy. */
async function listed(server: TestServer, q: string): Promise<readonly CanonicalEvent[]> {
  const all: CanonicalEvent[] = [];
  for (let after = 0, more = true; more;) {
    const query = new URLSearchParams({ q, limit: "1000", after: String(after) });
    const page = await get<EventsAnswer>(server, `/api/events?${query}`);
    all.push(...page.events);
    ({ last: after, more } = page);
  }
  return all;
}

async function found(server: TestServer, q: string): Promise<number> {
  return (await listed(server, q)).length;
}

/** What sessions, projects, and their events say of where they belong; all must agree. */
async function projectsOf(server: TestServer): Promise<Readonly<Record<string, string | null>>> {
  const { sessions } = await get<SessionsAnswer>(server, "/api/sessions");
  const reported = (await listed(server, "")).filter(({ session }) => session !== undefined);
  for (const { session, project, type } of reported) {
    const own = sessions.find(({ id }) => id === session)?.project ?? undefined;
    assertEquals(project, own, `${type} of ${session}`);
  }
  const { projects } = await get<ProjectsAnswer>(server, "/api/projects");
  assertEquals(
    new Set(projects.map(({ path }) => path)),
    new Set(sessions.map(({ project }) => project)),
  );
  return Object.fromEntries(sessions.map(({ id, project }) => [id, project]));
}

const SHOP = "/home/kim/webshop";

Deno.test("a session that steps into a folder stays in its project, with all of its events", async () => {
  await using server = await startTestServer();
  const about = { session_id: "s1", cwd: SHOP };
  const within = { ...about, cwd: `${SHOP}/packages/api` };
  const tool = { tool_name: "Bash", tool_use_id: "t1", tool_input: { command: "cd packages/api" } };
  await tell(server, [
    { ...about, hook_event_name: "SessionStart", source: "startup" },
    { ...about, hook_event_name: "UserPromptSubmit", prompt: "build it" },
    { ...about, hook_event_name: "PreToolUse", ...tool },
    { ...within, hook_event_name: "PostToolUse", ...tool, tool_response: { stdout: "ok" } },
    { ...within, hook_event_name: "PostToolUse", tool_name: "Write", tool_use_id: "t2" },
    { ...within, hook_event_name: "Stop" },
  ]);
  // Emitters that tell no folder, and telemetry.
  await tell(server, [
    {
      event: "claude_event",
      data: { subtype: "todo_updated", session_id: "s1", data: { todos: [] } },
    },
    { type: "note", session: "s1", project: `${SHOP}/docs` },
  ], "/api/events");
  const attributes = [{ key: "session.id", value: { stringValue: "s1" } }];
  const logs = { resourceLogs: [{ scopeLogs: [{ logRecords: [{ attributes }] }] }] };
  await tell(server, [logs], "/v1/logs");
  assertEquals(await projectsOf(server), { s1: SHOP });
  assertEquals(await found(server, "project:webshop"), server.store.last);
  assertEquals(await found(server, "project:api"), 0);
  await server.restart();
  await tell(server, [
    { ...within, hook_event_name: "SessionEnd" },
    { session_id: "s1", hook_event_name: "TeammateIdle" },
  ]);
  assertEquals(await projectsOf(server), { s1: SHOP });
});

Deno.test("a real session that changes folders and enters a worktree stays in its project", async () => {
  await using server = await startTestServer();
  const moves = await readRecording("stories/cd_add_dir_slash_worktree");
  await sendRecording(server.url, moves);
  assertEquals(Object.values(await projectsOf(server)), ["/home/kim/shop"]);
  // Whoever hears of it only in the middle knows as much: the transcript's path tells.
  await using late = await startTestServer();
  const inSub = moves.findIndex(({ body }) =>
    JSON.stringify(body).includes('"cwd":"/home/kim/shop/sub"')
  );
  await sendRecording(late.url, moves.slice(inSub));
  assertEquals(Object.values(await projectsOf(late)), ["/home/kim/shop"]);
});

Deno.test("what came before a session's folder was known gets its project, too", async () => {
  await using server = await startTestServer();
  await tell(server, [
    { hook_event_name: "TeammateIdle", session_id: "s1" },
    { hook_event_name: "TeammateIdle", session_id: "s2" },
    { hook_event_name: "Stop", session_id: "s1", cwd: SHOP },
    { hook_event_name: "Notification", session_id: "s1" },
  ]);
  assertEquals(await projectsOf(server), { s1: SHOP, s2: null });
  assertEquals(await found(server, "project:webshop"), 3);
});

Deno.test("events of no session in particular keep their own folders", async () => {
  await using server = await startTestServer();
  for (const name of ["shop", "blog"]) {
    await tell(server, [{
      hook_event_name: "Stop",
      session_id: "unknown",
      cwd: `/home/kim/${name}`,
    }]);
    await tell(server, [{ type: "note", project: `/home/kim/${name}/` }], "/api/events");
  }
  assertEquals([await found(server, "project:shop"), await found(server, "project:blog")], [2, 2]);
});

Deno.test("one folder is one project however it is spelt", async () => {
  await using server = await startTestServer();
  const start = (session_id: string, cwd: string) =>
    tell(server, [{ hook_event_name: "SessionStart", session_id, cwd }]);
  const shop = "C:\\Users\\kim\\Projects\\shop";
  await start("d1", shop);
  await start("d2", "c:\\Users\\kim\\Projects\\shop");
  await start("d3", "C:/Users/kim/Projects/shop/");
  await start("d3", "c:/users/kim/projects/shop/src/..");
  await start("u1", "/Users/kim/Projects/cafe\u0301");
  await start("u2", "/Users/kim/projects/caf\u00e9");
  const cafe = "/Users/kim/Projects/caf\u00e9";
  assertEquals(await projectsOf(server), { d1: shop, d2: shop, d3: shop, u1: cafe, u2: cafe });
  for (const q of [`project:"${shop}"`, `project:${shop}`, "project:shop"]) {
    assertEquals(await found(server, q), 4, q);
  }
  for (const q of ["project:caf\u00e9", "project:cafe\u0301", `project:"${cafe}"`]) {
    assertEquals(await found(server, q), 2, q);
  }
  const usage = await get<{ rows: readonly object[] }>(server, "/api/usage?by=project");
  assertEquals(usage.rows.length, 2);
});

Deno.test("a session belongs to the git repository around it, a linked worktree to its own", async () => {
  const home = await Deno.realPath(await Deno.makeTempDir({ prefix: "monitor-projects-" }));
  const [shop, linked] = [join(home, "shop"), join(home, "shop-login")];
  await Deno.mkdir(join(shop, ".git"), { recursive: true });
  await Deno.mkdir(join(shop, "packages", "api"), { recursive: true });
  await Deno.mkdir(linked);
  await Deno.writeTextFile(join(linked, ".git"), `gitdir: ${shop}/.git/worktrees/login\n`);
  await using server = await startTestServer({ gitRoot: (folder) => gitRoot(folder, home) });
  const start = (session_id: string, cwd: string) => ({
    hook_event_name: "SessionStart",
    session_id,
    cwd,
  });
  // At once, as sessions that begin together come.
  await Promise.all([
    tell(server, [start("a", join(shop, "packages", "api")), start("a", shop)]),
    tell(server, [start("b", linked)]),
    tell(server, [start("c", "/no/such/folder")]),
  ]);
  assertEquals(await projectsOf(server), { a: shop, b: shop, c: "/no/such/folder" });
  await Deno.remove(home, { recursive: true });
});
