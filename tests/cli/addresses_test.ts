import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { makeSandbox, type Sandbox } from "../support/cli.ts";
import { testInNetns } from "../support/netns.ts";
import { readUntil } from "../support/read_until.ts";
import { BUSY, serversOf } from "./status_json.ts";

const NO_IPV6 =
  "sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.lo.disable_ipv6=1 >/dev/null";
const NO_IPV4 = "ip addr del 127.0.0.1/8 dev lo";

for (const host of ["::1", "::", "0.0.0.0"]) {
  Deno.test(`all commands reach a server with --host ${host}`, async () => {
    await using sandbox = await makeSandbox();
    await reaches(sandbox, ["--host", host]);
  });
}

const MACHINES = [
  { name: "without IPv6", shape: NO_IPV6 },
  { name: "without IPv4 on its loopback", shape: NO_IPV4 },
] as const;

for (const { name, shape } of MACHINES) {
  testInNetns(`all commands reach a server on a machine ${name}`, shape, async (under) => {
    await using sandbox = await makeSandbox({ under });
    await reaches(sandbox, []);
  });
}

/** Starts a server and has each kind of command talk to it. */
async function reaches(sandbox: Sandbox, host: readonly string[]): Promise<void> {
  const { first } = sandbox.range;
  const isWide = ["::", "0.0.0.0"].includes(host[1] ?? "");
  const started = await sandbox.run(["start", ...host]);
  assertEquals(started.code, 0, started.stderr);
  if (isWide) assertMatch(started.stdout, /Open http:\/\/localhost:\d+\/login\?code=\S+ in your/);
  assertEquals((await serversOf(sandbox)).map(({ state }) => state), ["healthy"]);

  const tail = sandbox.spawn(["tail", "--format", "json"]);
  try {
    await readUntil(tail.stderr, "Following http://");
    const seen = readUntil(tail.stdout, "hello there");
    const sent = await sandbox.run(["send", "--type", "note", "--json", '{"text":"hello there"}']);
    assertEquals(sent.code, 0, sent.stderr);
    await seen;
  } finally {
    tail.kill("SIGTERM");
    await tail.status;
  }
  const doctor = await sandbox.run(["doctor"]);
  // On a busy machine it is told that the server's answers are slow: it was reached as well.
  assertMatch(
    doctor.stdout,
    new RegExp(`The server on port ${first} (is healthy|works less well .*: ${BUSY.source})`),
  );
  assert(!doctor.stdout.includes("does not answer"), doctor.stdout);
  const restarted = await sandbox.run(["restart"]);
  assertEquals(restarted.code, 0, restarted.stderr);
  const stopped = await sandbox.run(["stop"]);
  assertEquals(stopped.code, 0, stopped.stderr);
  assertStringIncludes(stopped.stdout, `Server on port ${first} stopped successfully`);
}
