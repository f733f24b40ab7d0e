import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { join } from "@std/path/join";
import { makeSandbox, type Sandbox } from "../support/cli.ts";
import { until } from "../support/until.ts";

/** In each secret there are these letters, in whatever form it is stored. */
const MARK = "qz7hidden";
const PASSWORD = "Qz7hidden4Xw9";

function storeOf({ home, range }: Sandbox): string {
  return join(home, "stores", `${range.first}.db`);
}

/** A store with secrets, from a server that was told to store them. */
async function makeOldStore(sandbox: Sandbox, count: number): Promise<void> {
  const { code, stderr } = await sandbox.run(["start", "--no-redact"]);
  assertEquals(code, 0, stderr);
  const hooks = Array.from({ length: count }, (_, index) => ({
    hook_event_name: index % 2 === 0 ? "UserPromptSubmit" : "PermissionRequest",
    session_id: `s-${index}`,
    cwd: `/home/x?password=${PASSWORD}`,
    prompt: `DB_PASSWORD=${PASSWORD} is what I use`,
    tool_name: "Bash",
    tool_input: { command: `deploy --password ${PASSWORD}`, env: { DB_PASSWORD: PASSWORD } },
  }));
  const answer = await fetch(`http://127.0.0.1:${sandbox.range.first}/hooks/claude`, {
    method: "POST",
    headers: { "content-type": "application/x-ndjson" },
    body: hooks.map((hook) => JSON.stringify(hook)).join("\n"),
  });
  assertEquals(answer.status, 204, await answer.text());
  await sandbox.run(["stop"]);
}

/** Names of the files of the whole state folder in which a secret stands, in any case. */
async function filesWithSecrets(folder: string): Promise<string[]> {
  const found: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    const path = join(folder, name);
    if (isDirectory) found.push(...await filesWithSecrets(path));
    else if (
      new TextDecoder("latin1").decode(await Deno.readFile(path)).toLowerCase().includes(MARK)
    ) {
      found.push(name);
    }
  }
  return found;
}

async function doctorSays(sandbox: Sandbox): Promise<string[]> {
  const { findings } = JSON.parse((await sandbox.run(["doctor", "--json"])).stdout);
  return findings.filter(({ check }: { check: string }) => check === "stored_secrets")
    .map(({ advice }: { advice: string }) => advice);
}

Deno.test("store redact replaces what an older release stored, beside the running server", async () => {
  await using sandbox = await makeSandbox();
  const port = sandbox.range.first;
  await makeOldStore(sandbox, 200);
  assertEquals((await sandbox.run(["start"])).code, 0);
  assertEquals(await doctorSays(sandbox), [`mpm-monitor store redact --port ${port}`]);
  // The state that is kept for the next start holds some as well.
  assertEquals((await filesWithSecrets(sandbox.home)).includes(`${port}.db.state`), true);
  const { code, stdout, stderr } = await sandbox.run(["store", "redact"]);
  assertEquals(code, 0, stderr);
  assertMatch(stdout, /looked at \d+ events, replaced secrets in 200\n$/);
  assertEquals(await filesWithSecrets(sandbox.home), []);
  assertEquals(await doctorSays(sandbox), []);
  const found = await sandbox.run([
    "history",
    "--json",
    "-n",
    "1000",
    "type:prompt.submit",
  ]);
  const { events } = JSON.parse(found.stdout);
  assertEquals(events.length, 100);
  assertEquals(events[0].data.prompt, "DB_PASSWORD=[redacted: password] is what I use");
  await sandbox.run(["send", "--type", "later"]);
  await sandbox.run(["restart"]);
  assertEquals(await filesWithSecrets(sandbox.home), []);
  const again = await sandbox.run(["store", "redact", "--json"]);
  const path = storeOf(sandbox);
  assertEquals(JSON.parse(again.stdout).stores, [{ path, port, looked: 0, changed: 0 }]);
});

Deno.test("store redact goes on where it was killed, without a server", async () => {
  await using sandbox = await makeSandbox();
  await makeOldStore(sandbox, 8000);
  const copy = `${storeOf(sandbox)}.redacting`;
  const child = sandbox.spawn(["store", "redact"]);
  const size = async () => (await Deno.stat(`${copy}-wal`).catch(() => null))?.size ?? 0;
  await until("the copy has grown", async () => await size() > 500_000);
  child.kill("SIGKILL");
  await child.output();
  const kept = await Deno.stat(copy);
  assert(kept.isFile);
  const { findings } = JSON.parse((await sandbox.run(["doctor", "--json"])).stdout);
  const finding = findings.find(({ check }: { check: string }) => check === "stored_secrets");
  assertMatch(finding.message, /was begun \(\d+ %\)/);
  const { code, stdout, stderr } = await sandbox.run(["store", "redact"]);
  assertEquals(code, 0, stderr);
  assertMatch(stdout, /replaced secrets in 8,000\n$/);
  assertEquals(await filesWithSecrets(sandbox.home), []);
});

Deno.test("store redact says where there is no store, and what it can do", async () => {
  await using sandbox = await makeSandbox();
  const none = await sandbox.run(["store", "redact"]);
  assertEquals(none.code, 1);
  assertStringIncludes(none.stderr, "There is no event store yet");
  const wrong = await sandbox.run(["store", "vacuum"]);
  assertEquals(wrong.code, 2);
  assertStringIncludes(wrong.stderr, "mpm-monitor store redact");
});
