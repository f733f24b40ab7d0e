import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { makeSandbox } from "../support/cli.ts";
import { testWithPackages } from "../support/need.ts";
import { serversOf } from "./status_json.ts";

/** What a slim image has: none of ps, ss, lsof and netstat. */
const SLIM = ["sh", "cat", "find", "readlink", "id"];

/** What busybox has, which does some things in its own way. */
const BUSYBOX = [...SLIM, "stat", "ls", "ps", "lsof", "netstat"];

Deno.test({
  name: "a slim image without ps, ss and lsof: ports have holders, and servers end",
  ignore: Deno.build.os !== "linux",
  fn: () => livesOn(SLIM.map((name) => [name, undefined])),
});

testWithPackages(["busybox"], "busybox alone: ports have holders, and servers end", () => {
  return livesOn(BUSYBOX.map((name) => [name, "/bin/busybox"]));
});

async function livesOn(tools: readonly (readonly [string, string | undefined])[]): Promise<void> {
  await using sandbox = await makeSandbox();
  const { first, last } = sandbox.range;
  const bin = `${sandbox.folder}/bin`;
  await Deno.mkdir(bin);
  for (const [name, target] of tools) {
    await Deno.symlink(target ?? await which(name), `${bin}/${name}`);
  }
  const env = { PATH: bin };
  using _other = Deno.listen({ hostname: "127.0.0.1", port: last });
  const run = (line: string) => sandbox.run(line.split(" "), { env });

  const started = await run("start");
  assertEquals(started.code, 0, started.stderr);
  const ports = await run("status --show-ports");
  assertStringIncludes(ports.stdout, `  ${first}: ✓ RUNNING (PID `);
  assertStringIncludes(ports.stdout, `  ${first + 1}: • IN USE (Dashboard for ${first})`);
  assertMatch(
    ports.stdout,
    new RegExp(`  ${last}: • IN USE \\(PID ${Deno.pid}, .*: another program\\)`),
  );
  const taken = await run(`start --port ${last}`);
  assertEquals(taken.code, 4);
  assertStringIncludes(taken.stderr, `(PID ${Deno.pid}, user `);

  // One that hangs is ended by a signal, which needs a proof.
  const [server] = await serversOf(sandbox);
  Deno.kill(server?.pid ?? 0, "SIGSTOP");
  const restarted = await run("restart");
  assertEquals(restarted.code, 0, restarted.stderr);
  const stopped = await run("stop");
  assertEquals(stopped.code, 0, stopped.stderr);
}

async function which(name: string): Promise<string> {
  for (const folder of ["/usr/bin", "/bin"]) {
    const path = `${folder}/${name}`;
    if (await Deno.stat(path).catch(() => null) !== null) return path;
  }
  throw new Error(`There is no ${name} on this machine`);
}
