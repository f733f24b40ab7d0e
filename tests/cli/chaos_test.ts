import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import fc from "fast-check";
import { makeSandbox, type Sandbox } from "../support/cli.ts";
import { testWithPackages } from "../support/need.ts";
import { isPortFree, untilFree } from "../support/ports.ts";
import { until } from "../support/until.ts";
import { serversOf } from "./status_json.ts";

/** How many random sequences are played; `MPM_MONITOR_TEST_SEQUENCES=200` for the long run. */
const SEQUENCES = Number(Deno.env.get("MPM_MONITOR_TEST_SEQUENCES") ?? 4);

/** How many servers are started at once; `MPM_MONITOR_TEST_STARTS=30` for the long run. */
const STARTS = Number(Deno.env.get("MPM_MONITOR_TEST_STARTS") ?? 12);

Deno.test("starts at once share out the range, and the rest say who holds it", async () => {
  await using sandbox = await makeSandbox({ ports: Math.floor(STARTS * 0.7) });
  const { range } = sandbox;
  const results = await Promise.all(
    Array.from({ length: STARTS }, () => sandbox.run(["start"], { timeout: 120_000 })),
  );
  const failed = results.filter(({ code }) => code !== 0);
  const servers = await serversOf(sandbox);
  assertEquals(servers.length, results.length - failed.length);
  const held = servers.flatMap(({ port, dashboard_port }) => [port, dashboard_port ?? []].flat());
  assertEquals(held.toSorted(), range.ports, "each port is held once, and none is left");
  assert(failed.length > 0);
  for (const { code, stderr } of failed) {
    assertEquals(code, 4, stderr);
    assertStringIncludes(stderr, `No port free in ${range.text}`);
    for (const port of range.ports) assertStringIncludes(stderr, `  ${port}: `);
  }
});

Deno.test("start --ensure at once ends with one server", async () => {
  await using sandbox = await makeSandbox();
  const results = await Promise.all(
    Array.from({ length: 4 }, () => sandbox.run(["start", "--ensure"])),
  );
  assertEquals(results.map(({ code }) => code), [0, 0, 0, 0]);
  assertEquals((await serversOf(sandbox)).length, 1);
});

/** One step of a random sequence. Ports are counted from the first of the range. */
type Step =
  | { readonly do: "start" | "stop" | "restart" }
  | { readonly do: "start on" | "stop on" | "kill" | "steal"; readonly port: number }
  | { readonly do: "give back" };

const STEP: fc.Arbitrary<Step> = fc.oneof(
  fc.constantFrom("start", "stop", "restart", "give back").map((what) => ({ do: what }) as Step),
  fc.tuple(
    fc.constantFrom("start on", "stop on", "kill", "steal"),
    fc.integer({ min: 0, max: 3 }),
  ).map(([what, port]) => ({ do: what, port }) as Step),
);

testWithPackages(
  ["procps"],
  "status tells the truth through random starts, stops, kills and thefts",
  async () => {
    const sequence = fc.array(STEP, { minLength: 3, maxLength: 8 });
    await fc.assert(fc.asyncProperty(sequence, play), { numRuns: SEQUENCES, endOnFailure: true });
  },
);

async function play(steps: readonly Step[]): Promise<void> {
  await using sandbox = await makeSandbox({ ports: 4 });
  await using thief = new Thief();
  const known = new Set<number>();
  for (const step of steps) {
    await take(step, sandbox, thief);
    for (const { pid, state } of await checkTruth(sandbox, thief)) {
      if (state !== "stale") known.add(pid);
    }
  }
  const { code, stderr } = await sandbox.run(["stop"]);
  assertEquals(code, 0, stderr);
  assertEquals(await serversOf(sandbox), [], "no stale record is left");
  for (const pid of known) assertEquals(await isOurProcess(pid), false, `${pid} is an orphan`);
}

async function take(step: Step, sandbox: Sandbox, thief: Thief): Promise<void> {
  const port = "port" in step ? sandbox.range.first + step.port : 0;
  switch (step.do) {
    case "start":
    case "stop":
    case "restart":
      return expectCode(await sandbox.run([step.do]), [0, 4]);
    case "start on":
      return expectCode(await sandbox.run(["start", "--port", `${port}`]), [0, 4]);
    case "stop on":
      return expectCode(await sandbox.run(["stop", "--port", `${port}`]), [0, 3]);
    case "kill": {
      const victim = (await serversOf(sandbox)).find((each) => each.port === port);
      if (victim === undefined || victim.state === "stale") return;
      Deno.kill(victim.pid, "SIGKILL");
      await until("its end", async () => !await isOurProcess(victim.pid));
      return;
    }
    case "steal":
      return await thief.steal(port);
    case "give back":
      return await thief.giveBack();
  }
}

/** Compares what `status` says with what the ports say. */
async function checkTruth(sandbox: Sandbox, thief: Thief) {
  const servers = await serversOf(sandbox);
  const alive = servers.filter(({ state }) => state !== "stale");
  for (const { port, state, pid } of alive) {
    assertEquals(state, "healthy", `port ${port}`);
    assert(await isOurProcess(pid), `process ${pid} of port ${port}`);
  }
  const held = new Set(alive.flatMap(({ port, dashboard_port }) => [port, dashboard_port]));
  for (const port of sandbox.range.ports) {
    const used = held.has(port) || thief.ports.includes(port);
    assertEquals(await isPortFree(port), !used, `port ${port}`);
  }
  return servers;
}

function expectCode({ code, stderr }: { code: number; stderr: string }, expected: number[]): void {
  assert(expected.includes(code), `exit code ${code}: ${stderr}`);
}

async function isOurProcess(pid: number): Promise<boolean> {
  const { stdout } = await new Deno.Command("ps", { args: ["-o", "stat=,args=", "-p", `${pid}`] })
    .output();
  return /^[^Z].*__serve/.test(new TextDecoder().decode(stdout).trim());
}

/** Somebody else who takes ports. */
class Thief implements AsyncDisposable {
  #listeners: Deno.TcpListener[] = [];

  get ports(): number[] {
    return this.#listeners.map(({ addr }) => addr.port);
  }

  async steal(port: number): Promise<void> {
    if (await isPortFree(port)) this.#listeners.push(Deno.listen({ hostname: "127.0.0.1", port }));
  }

  async giveBack(): Promise<void> {
    const { ports } = this;
    for (const listener of this.#listeners.splice(0)) listener.close();
    await untilFree(...ports);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.giveBack();
  }
}
