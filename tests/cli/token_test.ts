import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { makeSandbox } from "../support/cli.ts";
import { until } from "../support/until.ts";
import { serversOf } from "./status_json.ts";

Deno.test("start asks for a token where one is wanted, and shows it once", async () => {
  await using sandbox = await makeSandbox();
  const { first } = sandbox.range;
  const { code, stdout, stderr } = await sandbox.run(["start", "--require-token"]);
  assertEquals(code, 0, stderr);
  const token = /^ {2}- Token: ([0-9a-f]{32})$/m.exec(stdout)?.[1] ?? "";
  const link = /^Open (http:\S+) in your browser/m.exec(stdout)?.[1] ?? "";
  assertMatch(link, new RegExp(`^http://localhost:${first + 1}/login\\?code=`));

  const events = `http://localhost:${first}/api/events`;
  assertEquals(await statusOf(events), 401);
  assertEquals(await statusOf(events, token), 200);
  const opened = await fetch(link, { redirect: "manual" });
  await opened.body?.cancel();
  assertEquals(opened.status, 303);
  assertMatch(opened.headers.get("set-cookie") ?? "", /HttpOnly/);

  const [server] = await serversOf(sandbox);
  assertEquals(server?.state, "healthy");
  const status = await sandbox.run(["status", "--verbose", "--json"]);
  const log = await sandbox.run(["logs"]);
  assert(!(status.stdout + log.stdout).includes(token), "the token is shown only once");
  const record = await Deno.stat(`${sandbox.home}/instances/${first}.json`);
  if (record.mode !== null && Deno.build.os !== "windows") assertEquals(record.mode & 0o777, 0o600);
});

Deno.test("restart keeps the token", async () => {
  await using sandbox = await makeSandbox();
  const events = `http://localhost:${sandbox.range.first}/api/events`;
  const env = { MPM_MONITOR_TOKEN: "a token of my own choice" };
  await sandbox.run(["start", "--require-token"], { env });
  const { code, stdout } = await sandbox.run(["restart"]);
  assertEquals(code, 0);
  assert(!stdout.includes("Token"));
  assertEquals(await statusOf(events, env.MPM_MONITOR_TOKEN), 200);
  assertEquals(await statusOf(events, "another one"), 401);
});

Deno.test("start --host 0.0.0.0 needs a token to read, but none to send from here", async () => {
  await using sandbox = await makeSandbox();
  const { first } = sandbox.range;
  const { code, stdout, stderr } = await sandbox.run(["start", "--host", "0.0.0.0"]);
  assertEquals(code, 0, stderr);
  assertStringIncludes(stdout, `  - Server URL: http://localhost:${first}\n`);
  assertStringIncludes(stdout, "  - Token: ");
  assertStringIncludes(stderr, "Other machines reach it at");
  assertEquals(await statusOf(`http://127.0.0.1:${first}/api/events`), 401);
  const sent = await sandbox.run(["send", "--json", '{"type":"x"}']);
  assertEquals(sent.code, 0, sent.stderr);
  assertEquals((await serversOf(sandbox))[0]?.events, 1);
  assertEquals((await sandbox.run(["stop"])).code, 0);
});

Deno.test("start --insecure-no-token says what it does", async () => {
  await using sandbox = await makeSandbox();
  const { first } = sandbox.range;
  const args = ["start", "--host", "0.0.0.0", "--insecure-no-token"];
  const { code, stdout, stderr } = await sandbox.run(args);
  assertEquals(code, 0, stderr);
  assert(!stdout.includes("Token"));
  assertStringIncludes(stderr, "Everybody who reaches");
  assertEquals(await statusOf(`http://127.0.0.1:${first}/api/events`), 200);
});

Deno.test("the status line shows the token that Claude Code's environment holds, and no file does", async () => {
  await using sandbox = await makeSandbox();
  const { first } = sandbox.range;
  const token = "a token of my own choice";
  const env = { MPM_MONITOR_TOKEN: token };
  const started = await sandbox.run(["start", "--require-token"], { env });
  assertStringIncludes(started.stderr, `mpm-monitor integrate claude-code --port ${first}`);
  const parts = ["integrate", "claude-code", "--status-line", "--telemetry"];
  const done = await sandbox.run(parts, { env });
  assertEquals(done.code, 0, done.stderr);
  assertStringIncludes(done.stdout, "  - Token: read from MPM_MONITOR_TOKEN, and written nowhere");
  assertStringIncludes(done.stdout, "export OTEL_EXPORTER_OTLP_LOGS_HEADERS=");
  assert(!done.stdout.includes("export MPM_MONITOR_TOKEN"));
  const text = await Deno.readTextFile(`${sandbox.folder}/.claude/settings.json`);
  assert(!text.includes(token) && text.includes('\\"$MPM_MONITOR_TOKEN\\"'), text);
  const settings = JSON.parse(text);
  // What goes by the state folder needs none.
  const child = new Deno.Command("/bin/sh", {
    args: ["-c", settings.hooks.SessionStart[0].hooks[0].command],
    env: { ...sandbox.env },
    clearEnv: true,
    stdin: "piped",
  }).spawn();
  const writer = child.stdin.getWriter();
  const input = { hook_event_name: "SessionStart", session_id: "s-2", source: "startup" };
  await writer.write(new TextEncoder().encode(JSON.stringify(input)));
  await writer.close();
  await child.status;
  await until("the session start", async () => {
    const found = await sandbox.run(["history", "session:s-2", "--json"]);
    return JSON.parse(found.stdout).events.length === 1;
  });
});

Deno.test("integrate and doctor say what Claude Code lacks to show a token", async () => {
  await using sandbox = await makeSandbox();
  const { first } = sandbox.range;
  await sandbox.run(["integrate", "claude-code"]);
  await sandbox.run(["start", "--require-token"]);
  const needless = await sandbox.run(["doctor"]);
  assertEquals(needless.code, 0, needless.stdout);
  assertStringIncludes(needless.stdout, `hooks need no token for the server on port ${first}`);
  await sandbox.run(["stop"]);
  await sandbox.run(["integrate", "claude-code", "--status-line"]);
  await sandbox.run(["start", "--require-token"]);
  const refused = await sandbox.run(["doctor"]);
  assertEquals(refused.code, 1);
  assertStringIncludes(refused.stdout, `    mpm-monitor integrate claude-code --port ${first}\n`);
  const done = await sandbox.run(["integrate", "claude-code"]);
  assertStringIncludes(done.stdout, "  export MPM_MONITOR_TOKEN=");
  const warned = await sandbox.run(["doctor"]);
  assertEquals(warned.code, 0, warned.stdout);
  assertStringIncludes(warned.stdout, "    export MPM_MONITOR_TOKEN=");
  const env = { MPM_MONITOR_TOKEN: "a token of my own choice" };
  assertStringIncludes(
    (await sandbox.run(["doctor"], { env })).stdout,
    `    mpm-monitor restart --port ${first}\n`,
  );
  assertEquals((await sandbox.run(["restart"], { env })).code, 0);
  const well = await sandbox.run(["doctor"], { env });
  assertStringIncludes(well.stdout, `hooks show the token of the server on port ${first}`);
});

Deno.test("the setting require_token holds for every start, that of a hook too", async () => {
  await using sandbox = await makeSandbox();
  assertEquals((await sandbox.run(["config", "set", "require_token", "on"])).code, 0);
  const started = await sandbox.run(["start", "--ensure"]);
  assertStringIncludes(started.stdout, "  - Token: ");
  assertEquals(await statusOf(`http://localhost:${sandbox.range.first}/api/events`), 401);
  // What runs keeps its own, and whoever changes a setting is told so.
  const changed = await sandbox.run(["config", "unset", "require_token"]);
  assertStringIncludes(changed.stderr, "mpm-monitor stop && mpm-monitor start");
});

async function statusOf(url: string, token?: string): Promise<number> {
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const response = await fetch(url, { headers });
  await response.body?.cancel();
  return response.status;
}
