import { assert, assertEquals } from "@std/assert";
import { join } from "@std/path/join";
import { makeSandbox, type Sandbox } from "../support/cli.ts";
import { until } from "../support/until.ts";
import { serversOf } from "./status_json.ts";

const options = { ignore: Deno.build.os !== "linux" };

async function serverOf(sandbox: Sandbox) {
  const [server] = await serversOf(sandbox);
  assert(server !== undefined);
  const text = await Deno.readTextFile(`/proc/${server.pid}/cmdline`);
  return { ...server, command: text.split("\0").filter((word) => word !== "") };
}

Deno.test({
  ...options,
  name: "a server may use its own folders, this machine and tools that only read, and nothing else",
  fn: async () => {
    await using sandbox = await makeSandbox({ binary: undefined });
    assertEquals((await sandbox.run(["start"])).code, 0);
    const { command, store } = await serverOf(sandbox);
    const permissions = command.filter((word) => /^--(allow|ignore|no-prompt)/.test(word));
    assertEquals(command.filter((word) => /^(-A|-P|--allow-all)/.test(word)), []);
    const probe = new URL("./least_power_probe.ts", import.meta.url).pathname;
    const { stdout, success } = await new Deno.Command(Deno.execPath(), {
      args: ["run", "-q", "--no-check", ...permissions, probe, store],
      env: { ...sandbox.env, LEAST_POWER_SECRET: "x" },
      clearEnv: true,
    }).output();
    assertEquals([new TextDecoder().decode(stdout), success], ["", true]);
  },
});

Deno.test({
  ...options,
  name: "a server with least power works with a store elsewhere, links, and repositories anywhere",
  fn: () => livesElsewhere("real place"),
});

Deno.test({
  ...options,
  name: "a server works where Deno cannot name its folder",
  fn: () => livesElsewhere("real, place"),
});

async function livesElsewhere(name: string): Promise<void> {
  await using sandbox = await makeSandbox({ binary: undefined });
  const real = join(sandbox.folder, name);
  const linked = join(sandbox.folder, "linked");
  const shop = join(sandbox.folder, "code", "shop");
  await Deno.mkdir(real, { mode: 0o700 });
  await Deno.symlink(real, linked);
  await Deno.mkdir(join(shop, ".git"), { recursive: true });
  await Deno.mkdir(join(shop, "packages", "api"), { recursive: true });
  const started = await sandbox.run(["start", "--store", join(linked, "s.db")]);
  assertEquals(started.code, 0, started.stderr);
  const { port } = await serverOf(sandbox);
  const url = `http://127.0.0.1:${port}`;
  const post = async () => {
    const body = JSON.stringify({
      hook_event_name: "SessionStart",
      session_id: "s-1",
      cwd: join(shop, "packages", "api"),
    });
    const init = { method: "POST", body, headers: { "content-type": "application/json" } };
    const answer = await fetch(`${url}/hooks/claude`, init);
    await answer.body?.cancel();
    return answer.status;
  };
  assertEquals(await post(), 204);
  await until("the project", async () => {
    const { events } = await (await fetch(`${url}/api/events?limit=50`)).json();
    return events.some(({ project }: { project?: string }) => project === shop);
  });
  const redacted = await sandbox.run(["store", "redact"]);
  assertEquals(redacted.code, 0, redacted.stderr);
  const restarted = await sandbox.run(["restart"]);
  assertEquals(restarted.code, 0, restarted.stderr);
  assert(await Deno.stat(join(real, "s.db")).then(({ isFile }) => isFile));
  const { degraded } = await (await fetch(`${url}/health`)).json();
  assertEquals(degraded, []);
  const log = await Deno.readTextFile(join(sandbox.home, "logs", `${port}.log`));
  assert(!/NotCapable|Requires \w+ access/.test(log), log);
}
