/**
 * A state folder, and what was answered from it, by the program before its rooms were rebuilt
 * (`tests/fixtures/state_folder/`): events by every route, a socket and the command line.
 */
import { assert, assertEquals } from "@std/assert";
import { join } from "@std/path/join";
import { makeSandbox } from "../support/cli.ts";
import { REPOSITORY } from "../support/shared.ts";
import { serversOf } from "./status_json.ts";

const FOLDER = join(REPOSITORY, "tests", "fixtures", "state_folder");

async function unpacked(name: string): Promise<Uint8Array> {
  const file = await Deno.open(join(FOLDER, `${name}.gz`));
  const stream = file.readable.pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

Deno.test("a state folder of the program before the rebuild is taken over as it is", async () => {
  await using sandbox = await makeSandbox();
  const port = sandbox.range.first;
  await Deno.mkdir(join(sandbox.home, "stores"), { recursive: true });
  for (const suffix of ["db", "db.state"]) {
    const to = join(sandbox.home, "stores", `${port}.${suffix}`);
    await Deno.writeFile(to, await unpacked(`store.${suffix}`), { mode: 0o600 });
  }
  await Deno.copyFile(join(FOLDER, "config.json"), join(sandbox.home, "config.json"));
  const before = JSON.parse(new TextDecoder().decode(await unpacked("answers.json")));

  // The answers of then are by the days of this time zone.
  const started = await sandbox.run(["start"], { env: { TZ: "UTC" } });
  assertEquals(started.code, 0, started.stderr);
  const record = JSON.parse(
    await Deno.readTextFile(join(sandbox.home, "instances", `${port}.json`)),
  );
  assertEquals(
    [record.options.keep_days, record.options.allow_hosts, record.options.token],
    [36_500, ["monitor.example"], "always"],
  );
  const get = async (path: string) => {
    const headers = { authorization: `Bearer ${record.token}` };
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, { headers });
    assertEquals(answer.status, 200, path);
    return await answer.json();
  };

  const { store, events } = await get("/api/events?after=0&limit=1000");
  assertEquals(store, before.store);
  assertEquals(events.slice(0, before.events.length), before.events);
  const { sessions } = await get("/api/sessions");
  const known = (list: readonly Record<string, unknown>[]) =>
    list.map(({ id, project, cwd, model, prompt, turns, tools, errors, first, usage }) => {
      return { id, project, cwd, model, prompt, turns, tools, errors, first, usage };
    }).toSorted((one, other) => String(one.id).localeCompare(String(other.id)));
  assertEquals(known(sessions), known(before.sessions));
  assertEquals((await get("/api/usage")).rows, before.usage);
  assert((await serversOf(sandbox)).some(({ instance }) => instance === record.instance));
});

Deno.test("exit codes are those of the program before the rebuild", async () => {
  await using sandbox = await makeSandbox();
  const codes: readonly (readonly [number, string])[] = [
    [0, "--help"],
    [0, "--version"],
    [2, "nonsense"],
    [2, "start --nonsense"],
    [2, "start --port nine"],
    [3, "status"],
    [0, "stop"],
    [3, `stop --port ${sandbox.range.first}`],
    [2, "send"],
    [3, "tail"],
    [2, "port"],
    [2, "port 99999"],
    [2, "config set nothing 1"],
    [2, "config set keep_days zero"],
    [3, "open"],
    [1, `import ${sandbox.folder}/none.ndjson`],
  ];
  for (const [code, line] of codes) {
    assertEquals((await sandbox.run(line.split(" "))).code, code, line);
  }
});

Deno.test("the exit code of a port that another program holds is that of before the rebuild", async () => {
  await using sandbox = await makeSandbox();
  const port = sandbox.range.first;
  using _held = Deno.listen({ hostname: "127.0.0.1", port });
  assertEquals((await sandbox.run(["start", "--port", String(port)])).code, 4);
});

Deno.test({
  name: "the exit code of a state folder that may not be used is that of before the rebuild",
  // Folders of the system that nobody may write to, not even root.
  ignore: Deno.build.os !== "linux",
  async fn() {
    await using sandbox = await makeSandbox();
    for (const home of ["/sys/mpm-monitor", "/proc/mpm-monitor"]) {
      for (const command of ["start", "status", "stop", "config"]) {
        const { code, stderr } = await sandbox.run([command], { env: { MPM_MONITOR_HOME: home } });
        assertEquals(code, 5, `${command} in ${home}: ${stderr}`);
      }
    }
  },
});

Deno.test({
  name: "the exit code of a server that does not end is that of before the rebuild",
  ignore: Deno.build.os === "windows",
  async fn() {
    await using sandbox = await makeSandbox();
    assertEquals((await sandbox.run(["start"])).code, 0);
    const [server] = await serversOf(sandbox);
    Deno.kill(server?.pid ?? 0, "SIGSTOP");
    assertEquals((await sandbox.run(["stop"])).code, 6);
    assertEquals((await sandbox.run(["stop", "--force"])).code, 0);
  },
});
