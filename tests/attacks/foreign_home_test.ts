import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "@std/path/join";
import { OTHER_USER, testAsRoot } from "../support/as_root.ts";
import { makeSandbox, type Sandbox } from "../support/cli.ts";
import { until } from "../support/until.ts";

/** A process of ours that somebody else would like to end. */
function startVictim(): Deno.ChildProcess {
  return new Deno.Command("sleep", { args: ["600"] }).spawn();
}

async function isAlive(pid: number): Promise<boolean> {
  const { success } = await new Deno.Command("kill", { args: ["-0", `${pid}`] }).output();
  return success;
}

/** A record that names a process as a server which does not answer. */
function recordOf(port: number, pid: number): string {
  const options = { host: "localhost" };
  return JSON.stringify({
    schema_version: 1,
    phase: "running",
    pid,
    process_start: "unknown:",
    port,
    dashboard_port: null,
    host: "localhost",
    mode: "background",
    version: "0.1.0",
    executable: "deno",
    instance: "x",
    started_at: Date.now(),
    secret: "s",
    token: null,
    store: "/tmp/x.db",
    options,
  });
}

async function plantRecord(sandbox: Sandbox, pid: number): Promise<string> {
  await Deno.mkdir(join(sandbox.home, "instances"), { recursive: true, mode: 0o700 });
  const path = join(sandbox.home, "instances", `${sandbox.range.first}.json`);
  await Deno.writeTextFile(path, recordOf(sandbox.range.first, pid), { mode: 0o600 });
  return path;
}

const COMMANDS = [["status"], ["start"], ["stop"], ["restart"], ["config"], [
  "config",
  "set",
  "port",
  "8765",
]];

testAsRoot("a state folder of somebody else is neither believed nor written", async () => {
  await using sandbox = await makeSandbox();
  const victim = startVictim();
  try {
    await plantRecord(sandbox, victim.pid);
    await Deno.chown(sandbox.home, OTHER_USER, null);
    for (const args of COMMANDS) {
      const { code, stderr } = await sandbox.run(args);
      assertEquals(code, 5, args.join(" "));
      assertStringIncludes(stderr, "belongs to another user");
      assertStringIncludes(stderr, "MPM_MONITOR_HOME");
    }
    assertEquals(await isAlive(victim.pid), true);
    const left = await Array.fromAsync(Deno.readDir(sandbox.home), ({ name }) => name);
    assertEquals(left, ["instances"]);
    const doctor = await sandbox.run(["doctor"]);
    assertStringIncludes(doctor.stdout, "belongs to another user");
    assert(doctor.code !== 0);
  } finally {
    victim.kill("SIGKILL");
    await victim.status;
  }
});

testAsRoot("parts of the state folder that are somebody else's are refused", async () => {
  await using sandbox = await makeSandbox();
  const victim = startVictim();
  try {
    const record = await plantRecord(sandbox, victim.pid);
    await Deno.chown(record, OTHER_USER, null);
    const status = await sandbox.run(["status"]);
    assertStringIncludes(status.stdout, "belongs to another user");
    const port = String(sandbox.range.first);
    await sandbox.run(["stop", "--force", "--port", port]);
    assertEquals(await isAlive(victim.pid), true);
    await Deno.remove(record);
    await Deno.chown(join(sandbox.home, "instances"), OTHER_USER, null);
    for (const args of [["status"], ["start"], ["stop"]]) {
      assertEquals((await sandbox.run(args)).code, 5, args.join(" "));
    }
  } finally {
    victim.kill("SIGKILL");
    await victim.status;
  }
});

Deno.test({
  name: "a state folder that others may write to is refused, and an open one is closed",
  ignore: Deno.build.os === "windows",
  async fn() {
    await using sandbox = await makeSandbox();
    await Deno.mkdir(sandbox.home);
    await Deno.chmod(sandbox.home, 0o777);
    const refused = await sandbox.run(["start"]);
    assertEquals(refused.code, 5);
    assertStringIncludes(refused.stderr, "Other users may write to it (mode 0777)");
    assertStringIncludes(refused.stderr, "chmod");
    await Deno.chmod(sandbox.home, 0o755);
    const reported = await sandbox.run(["doctor"]);
    assertStringIncludes(reported.stdout, "Other users can look into");
    assertEquals((await sandbox.run(["start"])).code, 0);
    assertEquals(((await Deno.stat(sandbox.home)).mode ?? 0) & 0o777, 0o700);
  },
});

Deno.test({
  name: "links in the place of our files are not followed",
  ignore: Deno.build.os === "windows",
  async fn() {
    await using sandbox = await makeSandbox();
    const { home, folder, range } = sandbox;
    const theirs = join(folder, "theirs");
    await Deno.writeTextFile(theirs, "untouched\n", { mode: 0o644 });
    for (
      const [part, name] of [
        ["logs", `${range.first}.log`],
        ["stores", `${range.first}.db.lock`],
        ["stores", `${range.first}.db-wal`],
        [".", "config.json"],
      ] as const
    ) {
      await Deno.mkdir(join(home, part), { recursive: true, mode: 0o700 });
      await Deno.chmod(home, 0o700);
      const link = join(home, part, name);
      await Deno.symlink(theirs, link);
      const { code, stderr } = await sandbox.run(["start", "--port", `${range.first}`]);
      assert(code !== 0, name);
      assertStringIncludes(stderr, "symbolic link", name);
      assertEquals(await Deno.readTextFile(theirs), "untouched\n");
      assertEquals(((await Deno.stat(theirs)).mode ?? 0) & 0o777, 0o644);
      await Deno.remove(link);
    }
  },
});

Deno.test("a relative state folder is one, seen from where the command runs", async () => {
  await using sandbox = await makeSandbox();
  const env = { MPM_MONITOR_HOME: "relative/state" };
  const started = await sandbox.run(["start"], { env });
  assertEquals([started.code, started.stderr.includes("exit code")], [0, false]);
  const status = await sandbox.run(["status"], { env });
  assertEquals(status.code, 0);
  assertEquals((await sandbox.run(["stop"], { env })).code, 0);
  await until("it to be gone", async () => (await sandbox.run(["status"], { env })).code === 3);
});
