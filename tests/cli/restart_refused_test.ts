import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { makeSandbox, type Sandbox } from "../support/cli.ts";
import { untilFree } from "../support/ports.ts";
import { serversOf } from "./status_json.ts";

/** A wish that cannot be granted, in a range of six ports of which the last is somebody else's. */
interface Wish {
  readonly name: string;
  readonly before?: readonly (readonly string[])[];
  /** What is wrong with the state folder by then. */
  readonly spoil?: (sandbox: Sandbox) => Promise<void>;
  /** Ports are counted from the first of the range, as `#0` to `#5`. */
  readonly command: string;
  readonly code: number;
}

const WISHES: readonly Wish[] = [
  { name: "a port of another program", command: "restart --port #5", code: 4 },
  { name: "a dashboard port of another program", command: "restart --dashboard-port #5", code: 4 },
  {
    name: "a dashboard port of another server",
    before: [["start", "--port", "#2", "--dashboard-port", "#3"]],
    command: "restart --port #0 --dashboard-port #3",
    code: 4,
  },
  {
    name: "the port of another server for the dashboard",
    before: [["start", "--port", "#2", "--no-dashboard"]],
    command: "restart --port #0 --dashboard-port #2",
    code: 4,
  },
  { name: "its own port for the dashboard", command: "restart --dashboard-port #0", code: 2 },
  {
    name: "a free port with a dashboard port of another program",
    command: "restart --port #3 --dashboard-port #5",
    code: 4,
  },
  { name: "a foreign address", command: "restart --host 203.0.113.7", code: 1 },
  { name: "an unknown host", command: "restart --host no.such.host.invalid", code: 1 },
  { name: "opposite options", command: "restart --require-token --insecure-no-token", code: 2 },
  {
    name: "one dashboard port for two servers",
    before: [["start", "--port", "#2", "--dashboard-port", "#3"]],
    command: "restart --dashboard-port #4",
    code: 2,
  },
  {
    name: "a dashboard port of another program, by start --force",
    command: "start --port #0 --force --dashboard-port #5",
    code: 4,
  },
  {
    name: "a store that is a folder by now",
    spoil: async ({ home, range }) => {
      await Deno.remove(`${home}/stores/${range.first}.db`);
      await Deno.mkdir(`${home}/stores/${range.first}.db`);
    },
    command: "restart",
    code: 1,
  },
  {
    name: "another port while two servers run",
    before: [["start", "--port", "#2", "--no-dashboard"]],
    command: "restart --port #3",
    code: 2,
  },
  {
    name: "a folder for its log",
    spoil: async ({ home }) => {
      await Deno.rename(`${home}/logs`, `${home}/logs.old`);
      await Deno.writeTextFile(`${home}/logs`, "");
    },
    command: "restart",
    code: 1,
  },
];

for (const { name, before = [], spoil, command, code } of WISHES) {
  Deno.test(`a restart that cannot have ${name} leaves the old server as it is`, async () => {
    await using sandbox = await makeSandbox();
    const { first, last } = sandbox.range;
    using _other = Deno.listen({ hostname: "127.0.0.1", port: last });
    const words = (text: string) =>
      text.split(" ").map((word) => word.replace(/#(\d)/, (_, n) => `${first + Number(n)}`));
    assertEquals((await sandbox.run(["start"])).code, 0);
    for (const each of before) {
      const { code, stderr } = await sandbox.run(each.flatMap(words));
      assertEquals(code, 0, stderr);
    }
    await spoil?.(sandbox);
    const old = await facts(sandbox);
    const options = await Deno.readTextFile(`${sandbox.home}/last_options.json`);
    const result = await sandbox.run(words(command));
    assertEquals(result.code, code, result.stderr);
    assertEquals(await facts(sandbox), old);
    assertEquals(await Deno.readTextFile(`${sandbox.home}/last_options.json`), options);
    if (code === 4) {
      const suggested = /^ {2}mpm-monitor (.*)$/m.exec(result.stderr)?.[1];
      assert(suggested !== undefined, result.stderr);
      const again = await sandbox.run(suggested.split(" "));
      assertEquals(again.code, 0, `${suggested}: ${again.stderr}`);
    }
  });
}

Deno.test("a restart that fails when the old server has ended brings it back", async () => {
  await using sandbox = await makeSandbox();
  const { first } = sandbox.range;
  await sandbox.run(["start", "--host", "127.0.0.1"]);
  const [before] = await serversOf(sandbox);
  // Nobody is told of this one before the new server wants all addresses.
  using _other = Deno.listen({ hostname: "127.0.0.9", port: first });
  const { code, stderr } = await sandbox.run(["restart", "--host", "0.0.0.0"]);
  assertEquals(code, 4, stderr);
  assertStringIncludes(stderr, "127.0.0.9");
  const [after] = await serversOf(sandbox);
  assertEquals([after?.port, after?.state, after?.pid], [first, "healthy", before?.pid]);
});

Deno.test("restart --port of a server that was killed starts that one again", async () => {
  await using sandbox = await makeSandbox();
  const { first } = sandbox.range;
  await sandbox.run(["start"]);
  await sandbox.run(["start", "--port", `${first + 2}`, "--no-dashboard"]);
  const [one, two] = await serversOf(sandbox);
  Deno.kill(two?.pid ?? 0, "SIGKILL");
  await untilFree(first + 2);
  const { code, stderr } = await sandbox.run(["restart", "--port", `${first + 2}`]);
  assertEquals(code, 0, stderr);
  const servers = await serversOf(sandbox);
  assertEquals(servers.map(({ port, dashboard_port }) => [port, dashboard_port]), [
    [first, first + 1],
    [first + 2, null],
  ]);
  assertEquals(servers[0]?.pid, one?.pid);
});

Deno.test("start --dashboard-port takes the first port of the range for the dashboard", async () => {
  await using sandbox = await makeSandbox();
  const { first } = sandbox.range;
  const { code, stderr } = await sandbox.run(["start", "--dashboard-port", `${first}`]);
  assertEquals(code, 0, stderr);
  const servers = await serversOf(sandbox);
  assertEquals(servers.map(({ port, dashboard_port }) => [port, dashboard_port]), [
    [first + 1, first],
  ]);
});

Deno.test("a full range is reported with who holds it, and commands that work", async () => {
  await using sandbox = await makeSandbox({ ports: 5 });
  const { first, ports } = sandbox.range;
  await sandbox.run(["start"]);
  await sandbox.run(["start"]);
  using _other = Deno.listen({ hostname: "127.0.0.1", port: first + 4 });
  const { code, stderr } = await sandbox.run(["start"]);
  assertEquals(code, 4, stderr);
  for (const port of ports) assertStringIncludes(stderr, `\n  ${port}: `);
  assertStringIncludes(stderr, `dashboard of yours (server on port ${first + 2})`);
  const commands = Array.from(stderr.matchAll(/^ {2}mpm-monitor (.*)$/gm), ([, text]) => text);
  assertEquals(commands.slice(0, 2), [`stop --port ${first}`, `stop --port ${first + 2}`]);
  assertEquals(commands.length, 3);
  for (const command of commands) {
    const result = await sandbox.run(command?.split(" ") ?? []);
    assertEquals(result.code, 0, `${command}: ${result.stderr}`);
  }
});

/** What must not change. */
async function facts(sandbox: Sandbox) {
  const servers = await serversOf(sandbox);
  return servers.map(({ port, dashboard_port, pid, instance, state }) => ({
    port,
    dashboard_port,
    pid,
    instance,
    state: state === "degraded" ? "healthy" : state,
  }));
}
