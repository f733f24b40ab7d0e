import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { makeSandbox } from "../support/cli.ts";
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

async function statusOf(url: string, token?: string): Promise<number> {
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const response = await fetch(url, { headers });
  await response.body?.cancel();
  return response.status;
}
