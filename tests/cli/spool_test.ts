/** Hooks as Claude Code runs them, with a server and without one. */
import { assert, assertEquals } from "@std/assert";
import { join } from "@std/path/join";
import { makeSandbox, type Sandbox } from "../support/cli.ts";
import { until } from "../support/until.ts";

async function hooksOf(sandbox: Sandbox): Promise<(kind: string) => string> {
  const settings = join(sandbox.folder, ".claude", "settings.json");
  const { hooks } = JSON.parse(await Deno.readTextFile(settings));
  return (kind) => hooks[kind][0].hooks[0].command;
}

async function runHook(sandbox: Sandbox, command: string, body: unknown): Promise<void> {
  const child = new Deno.Command("/bin/sh", {
    args: ["-c", command],
    env: { ...sandbox.env },
    clearEnv: true,
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(JSON.stringify(body) + "\n"));
  await writer.close();
  const { code, stdout, stderr } = await child.output();
  assertEquals([code, stdout.length, stderr.length], [0, 0, 0]);
}

interface Reported {
  readonly type: string;
  readonly data: { readonly n?: number };
}

async function reported(sandbox: Sandbox): Promise<readonly Reported[]> {
  const url = `http://127.0.0.1:${sandbox.range.first}/api/events?after=0&limit=1000`;
  const { events } = await (await fetch(url)).json();
  return events.filter(({ source }: { source: string }) => source === "claude-code");
}

/** A busy machine takes its time. */
const PATIENCE = { timeout: 60_000 };

const KINDS = ["SessionStart", "UserPromptSubmit", "PreToolUse", "PostToolUse", "Stop"];

Deno.test("a turn that no server saw is complete once one starts", async () => {
  await using sandbox = await makeSandbox();
  assertEquals((await sandbox.run(["integrate", "claude-code"])).code, 0);
  const commandOf = await hooksOf(sandbox);
  for (const [n, hook_event_name] of KINDS.entries()) {
    // Nothing starts a server by itself here.
    const command = commandOf(hook_event_name === "SessionStart" ? "Stop" : hook_event_name);
    await runHook(sandbox, command, { hook_event_name, session_id: "s-1", n });
  }
  const doctor = await sandbox.run(["doctor", "--json"]);
  assert(doctor.stdout.includes(`5 events of hooks wait for a server on port`), doctor.stdout);
  assertEquals((await sandbox.run(["start"])).code, 0);
  await until(
    "all of the turn",
    async () => (await reported(sandbox)).length === KINDS.length,
    PATIENCE,
  );
  assertEquals((await reported(sandbox)).map(({ data }) => data.n), [0, 1, 2, 3, 4]);
  const spool = join(sandbox.home, "spool", `${sandbox.range.first}`);
  assertEquals(await Array.fromAsync(Deno.readDir(spool)), []);
});

Deno.test("events that hooks left are there once each, though the server was killed over them", async () => {
  await using sandbox = await makeSandbox();
  assertEquals((await sandbox.run(["integrate", "claude-code"])).code, 0);
  const spool = join(sandbox.home, "spool", `${sandbox.range.first}`);
  const count = 1_500;
  const begin = Date.now() - count * 10;
  for (let n = 0; n < count; n++) {
    const path = join(spool, `7.${10_000 + n}`);
    const body = { hook_event_name: "Notification", session_id: "s-1", message: `m ${n}`, n };
    await Deno.writeTextFile(path, JSON.stringify(body));
    await Deno.utime(path, new Date(begin + n * 10), new Date(begin + n * 10));
  }
  assertEquals((await sandbox.run(["start"])).code, 0);
  const record = join(sandbox.home, "instances", `${sandbox.range.first}.json`);
  const { pid } = JSON.parse(await Deno.readTextFile(record));
  await until("some of them", async () => (await reported(sandbox)).length > 0, PATIENCE);
  Deno.kill(pid, "SIGKILL");
  assertEquals((await sandbox.run(["start"])).code, 0);
  await until(
    "an empty spool",
    async () => (await Array.fromAsync(Deno.readDir(spool))).length === 0,
    PATIENCE,
  );
  const all: number[] = [];
  for (let after = 0;;) {
    const url = `http://127.0.0.1:${sandbox.range.first}/api/events?after=${after}&limit=1000`;
    const { events } = await (await fetch(url)).json();
    if (events.length === 0) break;
    after = events.at(-1).id;
    all.push(
      ...events.filter((event: Reported) => event.type === "notification").map((event: Reported) =>
        event.data.n
      ),
    );
  }
  assertEquals(all.length, count);
  assertEquals(all, Array.from({ length: count }, (_, n) => n));
});
