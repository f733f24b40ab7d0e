import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "@std/path/join";
import { makeSandbox, type Sandbox } from "../support/cli.ts";
import { until } from "../support/until.ts";

const INTEGRATE = ["integrate", "claude-code"];

function settingsOf(sandbox: Sandbox): string {
  return join(sandbox.folder, ".claude", "settings.json");
}

async function isThere(path: string): Promise<boolean> {
  return await Deno.lstat(path).then(() => true, () => false);
}

Deno.test("integrate connects Claude Code, and --remove leaves everything as it was", async () => {
  await using sandbox = await makeSandbox();
  const settings = settingsOf(sandbox);
  const command = join(sandbox.folder, ".claude", "commands", "mpm-monitor.md");
  await Deno.mkdir(join(sandbox.folder, ".claude"));
  await Deno.writeTextFile(settings, '{\n  "model": "opus"\n}', { mode: 0o640 });

  const done = await sandbox.run(INTEGRATE);
  assertEquals(done.code, 0, done.stderr);
  assertStringIncludes(done.stdout, `connected to port ${sandbox.range.first}`);
  const text = await Deno.readTextFile(settings);
  assertStringIncludes(text, '"model": "opus"');
  assertStringIncludes(text, `mpm_port=${sandbox.range.first};`);
  assertStringIncludes(await Deno.readTextFile(command), "$ARGUMENTS");
  assertEquals((await Deno.stat(settings)).mode! & 0o777, 0o640);

  const again = await sandbox.run(INTEGRATE);
  assertStringIncludes(again.stdout, "Nothing to change");
  assertEquals(await Deno.readTextFile(settings), text);

  const removed = await sandbox.run([...INTEGRATE, "--remove"]);
  assertEquals(removed.code, 0, removed.stderr);
  assertEquals(await Deno.readTextFile(settings), '{\n  "model": "opus"\n}');
  assert(!await isThere(command));
});

Deno.test("the session start hook returns at once, starts a server and hands it the event", async () => {
  await using sandbox = await makeSandbox();
  await sandbox.run(INTEGRATE);
  const { hooks } = JSON.parse(await Deno.readTextFile(settingsOf(sandbox)));
  const hook = hooks.SessionStart[0].hooks[0].command;
  const child = new Deno.Command("/bin/sh", {
    args: ["-c", hook],
    env: { ...sandbox.env },
    clearEnv: true,
    stdin: "piped",
    stdout: "piped",
  }).spawn();
  const writer = child.stdin.getWriter();
  const input = { hook_event_name: "SessionStart", session_id: "s-1", source: "startup" };
  await writer.write(new TextEncoder().encode(JSON.stringify(input)));
  await writer.close();
  // Its output ends when nothing holds it any more: the background must not.
  const { code, stdout } = await child.output();
  assertEquals([code, new TextDecoder().decode(stdout)], [0, ""]);

  const url = `http://127.0.0.1:${sandbox.range.first}/api/events?after=0`;
  const event = await until("the session start", async () => {
    const { events } = await (await fetch(url)).json();
    return events.find((each: { session?: string }) => each.session === "s-1");
  }, { timeout: 60_000 });
  assertEquals(event.type, "session.start");
});

Deno.test("integrate --dry-run shows the difference and writes nothing", async () => {
  await using sandbox = await makeSandbox();
  const { code, stdout } = await sandbox.run([...INTEGRATE, "--dry-run", "--port", "9123"]);
  assertEquals(code, 0);
  assertStringIncludes(stdout, "mpm_port=9123;");
  assertStringIncludes(stdout, "Nothing was written.");
  assert(!await isThere(join(sandbox.folder, ".claude")));
  assert(!await isThere(sandbox.home));
});

Deno.test("integrate --remove leaves no folder that integrate made", async () => {
  await using sandbox = await makeSandbox();
  await sandbox.run(INTEGRATE);
  assert(await isThere(join(sandbox.folder, ".claude", "commands")));
  await sandbox.run([...INTEGRATE, "--remove"]);
  assert(!await isThere(join(sandbox.folder, ".claude")));
});

Deno.test("integrate writes through a link, and leaves the link", async () => {
  await using sandbox = await makeSandbox();
  const real = join(sandbox.folder, "dotfiles.json");
  await Deno.writeTextFile(real, "{}\n");
  await Deno.mkdir(join(sandbox.folder, ".claude"));
  await Deno.symlink(real, settingsOf(sandbox));
  await sandbox.run(INTEGRATE);
  assert((await Deno.lstat(settingsOf(sandbox))).isSymlink);
  assertStringIncludes(await Deno.readTextFile(real), "mpm_port=");
  await sandbox.run([...INTEGRATE, "--remove"]);
  assertEquals(await Deno.readTextFile(real), "{}\n");
});

Deno.test("integrate refuses a read-only file and broken JSON, and changes nothing", async () => {
  await using sandbox = await makeSandbox();
  const settings = settingsOf(sandbox);
  await Deno.mkdir(join(sandbox.folder, ".claude"));
  await Deno.writeTextFile(settings, "{}", { mode: 0o400 });
  const readOnly = await sandbox.run(INTEGRATE);
  assertEquals(readOnly.code, 5);
  assertStringIncludes(readOnly.stderr, "read-only");
  assertEquals(await Deno.readTextFile(settings), "{}");

  await Deno.remove(settings);
  await Deno.writeTextFile(settings, "{ oops");
  const broken = await sandbox.run(INTEGRATE);
  assertEquals(broken.code, 1);
  assertStringIncludes(broken.stderr, "not valid JSON");
  assertEquals(await Deno.readTextFile(settings), "{ oops");
  assert(!await isThere(join(sandbox.folder, ".claude", "commands")));
});

Deno.test("integrate leaves another tool's /mpm-monitor alone, and says so", async () => {
  await using sandbox = await makeSandbox();
  const command = join(sandbox.folder, ".claude", "commands", "mpm-monitor.md");
  await Deno.mkdir(join(sandbox.folder, ".claude", "commands"), { recursive: true });
  await Deno.writeTextFile(command, "Somebody else's\n");
  const { stderr } = await sandbox.run(INTEGRATE);
  assertStringIncludes(stderr, "left alone");
  await sandbox.run([...INTEGRATE, "--remove"]);
  assertEquals(await Deno.readTextFile(command), "Somebody else's\n");
});

/** A program that says that it is a release of Claude Code. */
async function fakeClaude(sandbox: Sandbox, release: string): Promise<Record<string, string>> {
  const folder = join(sandbox.folder, `claude ${release}`);
  await Deno.mkdir(folder, { recursive: true });
  const script = `#!/bin/sh\necho "${release} (Claude Code)"\n`;
  await Deno.writeTextFile(join(folder, "claude"), script, { mode: 0o755 });
  return { PATH: `${folder}:${sandbox.env["PATH"]}` };
}

Deno.test("integrate hooks what the installed release knows, and says what it does not", async () => {
  await using sandbox = await makeSandbox();
  const kinds = async () => {
    const { hooks } = JSON.parse(await Deno.readTextFile(settingsOf(sandbox)));
    return Object.keys(hooks);
  };
  const old = await sandbox.run(INTEGRATE, { env: await fakeClaude(sandbox, "2.1.197") });
  assertStringIncludes(old.stderr, "Claude Code 2.1.197 does not know 2 kinds of events");
  assert(!(await kinds()).includes("DirectoryAdded"));
  const env = await fakeClaude(sandbox, "2.1.332");
  const reported = await sandbox.run(["doctor", "--json"], { env });
  assertStringIncludes(reported.stdout, "knows more events than are hooked");
  const current = await sandbox.run(INTEGRATE, { env });
  assert(!current.stderr.includes("kinds of events"), current.stderr);
  assert((await kinds()).includes("DirectoryAdded"));
  assert(!(await kinds()).includes("PreModelSwitch"));
});

Deno.test("integrate refuses settings that Claude Code discards, but takes its own out of them", async () => {
  await using sandbox = await makeSandbox();
  const settings = settingsOf(sandbox);
  await Deno.mkdir(join(sandbox.folder, ".claude"));
  for (const text of ['{ // why\n "model": "opus" }', '{ "model": "opus", }']) {
    await Deno.writeTextFile(settings, text);
    const refused = await sandbox.run(INTEGRATE);
    assertEquals(refused.code, 1);
    assertStringIncludes(refused.stderr, "No event would come: Claude Code discards all of");
    assertEquals(await Deno.readTextFile(settings), text);
  }
  await Deno.writeTextFile(settings, "{}");
  await sandbox.run(INTEGRATE);
  const commented = `// mine\n${await Deno.readTextFile(settings)}`;
  await Deno.writeTextFile(settings, commented);
  const reported = await sandbox.run(["doctor", "--json"]);
  assertStringIncludes(reported.stdout, "it has a comment in line 1");
  assertEquals((await sandbox.run([...INTEGRATE, "--remove"])).code, 0);
  const left = await Deno.readTextFile(settings);
  assertEquals([left.startsWith("// mine\n"), left.includes("mpm")], [true, false], left);
});

Deno.test("integrate says where Claude Code will not run its hooks, and so does doctor", async () => {
  await using sandbox = await makeSandbox();
  const settings = settingsOf(sandbox);
  await Deno.mkdir(join(sandbox.folder, ".claude"));
  const flat = '{ "hooks": { "Stop": [ { "type": "command", "command": "x" } ] } }';
  const cases = [['{ "disableAllHooks": true }', "disableAllHooks"], [
    flat,
    "an entry without a list",
  ]];
  for (const [text = "", reason = ""] of cases) {
    await Deno.writeTextFile(settings, text);
    const done = await sandbox.run(INTEGRATE);
    assertEquals(done.code, 1);
    assert(!done.stdout.includes("✓"), done.stdout);
    assertStringIncludes(done.stdout, reason);
    assertStringIncludes((await sandbox.run(["doctor", "--json"])).stdout, reason);
    assertEquals((await sandbox.run([...INTEGRATE, "--remove"])).code, 0);
    assertEquals(await Deno.readTextFile(settings), text);
  }
});

Deno.test("doctor tells of hooks of an earlier version, and integrate replaces them", async () => {
  await using sandbox = await makeSandbox();
  const settings = settingsOf(sandbox);
  const { first } = sandbox.range;
  await Deno.mkdir(join(sandbox.folder, ".claude"));
  const http = { type: "http", url: `http://127.0.0.1:${first}/hooks/claude`, timeout: 2 };
  await Deno.writeTextFile(settings, JSON.stringify({ hooks: { Stop: [{ hooks: [http] }] } }));
  const reported = await sandbox.run(["doctor"]);
  assertStringIncludes(reported.stdout, "of an earlier version");
  assertStringIncludes(reported.stdout, `mpm-monitor integrate claude-code --port ${first}`);
  assertEquals((await sandbox.run(INTEGRATE)).code, 0);
  assert(!(await Deno.readTextFile(settings)).includes("/hooks/claude"));
  assert(!(await sandbox.run(["doctor"])).stdout.includes("of an earlier version"));
});

Deno.test("integrate sends status line and telemetry to where the server listens", async () => {
  await using sandbox = await makeSandbox();
  const port = `${sandbox.range.first}`;
  const started = await sandbox.run(["start", "--host", "::1", "--port", port]);
  assertEquals(started.code, 0, started.stderr);
  const done = await sandbox.run([...INTEGRATE, "--status-line", "--telemetry"]);
  assertEquals(done.code, 0, done.stderr);
  const { env, statusLine } = JSON.parse(await Deno.readTextFile(settingsOf(sandbox)));
  assertEquals(env["OTEL_EXPORTER_OTLP_LOGS_ENDPOINT"], `http://[::1]:${port}/v1/logs`);
  const input = JSON.stringify({ session_id: "s-6", cost: { total_cost_usd: 0.5 } });
  const { success } = await new Deno.Command("/bin/sh", {
    args: ["-c", `printf '%s' '${input}' | { ${statusLine.command}\n}`],
    env: { ...sandbox.env },
    clearEnv: true,
  }).output();
  assert(success);
  await until("the status line", async () => {
    const answer = await fetch(`http://[::1]:${port}/api/events?q=session:s-6`);
    return (await answer.json()).events.length > 0;
  });
});
