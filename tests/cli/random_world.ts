import { assert, assertEquals } from "@std/assert";
import { status } from "../../lib/cli/commands/status.ts";
import { type CliResult, makeSandbox, type Sandbox } from "../support/cli.ts";
import { isPortFree } from "../support/ports.ts";
import { until } from "../support/until.ts";
import { PortThief } from "./port_thief.ts";
import { PORTS, type Step } from "./random_steps.ts";
import type { ServerJson } from "./status_json.ts";

/** A server that lives, whether a record names it or not. */
interface Living extends Pick<ServerJson, "pid" | "port" | "dashboard_port"> {
  readonly home: number;
}

/** Two state folders, a range of ports, and somebody who takes some of them. */
export class RandomWorld implements AsyncDisposable {
  readonly #sandbox: Sandbox;
  readonly #homes: readonly string[];
  readonly #thief = new PortThief();
  #living: readonly Living[] = [];
  /** Servers whose record was broken or lost: no command may end them but by force. */
  #unrecorded: readonly Living[] = [];
  readonly #everSeen = new Set<number>();

  private constructor(sandbox: Sandbox) {
    this.#sandbox = sandbox;
    this.#homes = [sandbox.home, `${sandbox.folder}/other`];
  }

  static async make(): Promise<RandomWorld> {
    return new RandomWorld(await makeSandbox({ ports: PORTS }));
  }

  /** Takes a step, and checks that all is as it is told to be. */
  async take(step: Step): Promise<void> {
    const before = this.#living;
    const at = "port" in step ? this.#sandbox.range.first + step.port : 0;
    const server = before.find(({ port }) => port === at);
    switch (step.do) {
      case "command":
        return await this.#command(step.home, step.args);
      case "kill":
        if (server === undefined) return;
        Deno.kill(server.pid, "SIGKILL");
        await until("its end", async () => !await isServer(server.pid));
        break;
      case "steal":
        await this.#thief.steal(at);
        break;
      case "give back":
        await this.#thief.giveBack();
        break;
      case "break record":
      case "lose record": {
        const path = `${this.#homes[step.home]}/instances/${at}.json`;
        if (await Deno.stat(path).catch(() => null) === null) return;
        if (step.do === "lose record") await Deno.remove(path);
        else await Deno.writeTextFile(path, '{"pid":');
        if (server?.home === step.home) this.#unrecorded = [...this.#unrecorded, server];
        break;
      }
      case "break settings":
      case "mend settings":
        await this.#writeSettings(step.home, step.do === "break settings");
    }
    await this.#look();
    const killed = step.do === "kill" ? server?.pid : undefined;
    this.#mustLive(before.filter(({ pid }) => pid !== killed), step.do);
  }

  /** Ends all servers, and proves that nothing is left. */
  async end(): Promise<void> {
    await this.#thief.giveBack();
    for (const home of this.#homes.keys()) await this.#writeSettings(home, false);
    for (const { home, port } of this.#unrecorded) {
      const { code, stderr } = await this.#run(home, ["stop", "--port", `${port}`, "--force"]);
      assertEquals(code, 0, stderr);
    }
    this.#unrecorded = [];
    for (const home of this.#homes.keys()) {
      const { code, stderr } = await this.#run(home, ["stop"]);
      assertEquals(code, 0, stderr);
      assertEquals(await this.#status(home), [], "no record is left");
      assertEquals((await this.#run(home, ["status"])).code, 3);
    }
    for (const pid of this.#everSeen) assert(!await isServer(pid), `${pid} is an orphan`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#thief.giveBack();
    for (const pid of this.#everSeen) {
      if (await isServer(pid)) Deno.kill(pid, "SIGKILL");
    }
    await this.#sandbox[Symbol.asyncDispose]();
  }

  async #command(home: number, args: readonly string[]): Promise<void> {
    const { first } = this.#sandbox.range;
    const line = args.map((word) => word.replace(/^#(\d)$/, (_, n) => `${first + Number(n)}`));
    const before = this.#living;
    const result = await this.#run(home, line);
    const what = `"${line.join(" ")}" of home ${home}: ${result.code} ${result.stderr}`;
    // On a busy machine a start may be late; then, too, nothing may be left of it.
    assert([0, 1, 2, 3, 4, 6].includes(result.code), what);
    assert(!/\n {4}at /.test(result.stderr), what);
    await this.#look();
    this.#judge(home, line, { before, result, what });
  }

  /** Who may be gone after a command, and who may not. */
  #judge(
    home: number,
    line: readonly string[],
    { before, result, what }: { before: readonly Living[]; result: CliResult; what: string },
  ): void {
    const [command] = line;
    const named = line.includes("--port") ? Number(line[line.indexOf("--port") + 1]) : null;
    // Whoever is in the way may be ended by force, where the port was named.
    const forced = command === "start" && line.includes("--force") ? named : null;
    const isForced = (each: Living) => [each.port, each.dashboard_port].includes(forced ?? 0);
    this.#mustLive(before.filter((each) => each.home !== home && !isForced(each)), what);
    const lost = this.#unrecorded.map(({ pid }) => pid);
    const ports = (servers: readonly Living[]) => servers.map(({ port }) => port).toSorted();
    const ours = before.filter((each) => each.home === home && !lost.includes(each.pid));
    const now = this.#living.filter((each) => each.home === home && !lost.includes(each.pid));
    if (result.code !== 0) {
      // Of several the first ones may have been restarted already.
      if (command === "restart" && named === null) {
        return assertEquals(ports(now), ports(ours), what);
      }
      return this.#mustLive(ours, what);
    }
    if (command === "stop") {
      const rest = named === null ? [] : ours.filter(({ port }) => port !== named);
      return assertEquals(now.map(({ pid }) => pid), rest.map(({ pid }) => pid), what);
    }
    assert(now.length >= Math.max(1, ours.length), `a server is lost: ${what}`);
    // A start leaves all others alone, and so does a restart of one.
    if (command === "start") this.#mustLive(ours.filter((each) => !isForced(each)), what);
    if (command === "restart" && named !== null && ours.some(({ port }) => port === named)) {
      this.#mustLive(ours.filter(({ port }) => port !== named), what);
    }
  }

  /** Reads what `status` says, and compares it with processes and ports. */
  async #look(): Promise<void> {
    const living: Living[] = [];
    for (const home of this.#homes.keys()) {
      for (const { pid, port, dashboard_port, state } of await this.#settled(home)) {
        if (state === "stale") {
          assert(!await isServer(pid), `${pid} of port ${port} is not stale`);
          continue;
        }
        assert(["healthy", "degraded"].includes(state), `port ${port} is ${state}`);
        assert(await isServer(pid), `process ${pid} of port ${port}`);
        living.push({ home, pid, port, dashboard_port });
        this.#everSeen.add(pid);
      }
    }
    const stillThere: Living[] = [];
    for (const each of this.#unrecorded) {
      const isBack = living.some(({ pid }) => pid === each.pid);
      if (!isBack && await isServer(each.pid)) stillThere.push(each);
    }
    this.#unrecorded = stillThere;
    this.#living = [...living, ...stillThere];
    const held = this.#living.flatMap(({ port, dashboard_port }) => [port, dashboard_port]);
    for (const port of this.#sandbox.range.ports) {
      const isUsed = held.includes(port) || this.#thief.ports.includes(port);
      assertEquals(await isPortFree(port), !isUsed, `port ${port} is free`);
    }
  }

  #mustLive(servers: readonly Living[], what: string): void {
    const pids = this.#living.map(({ pid }) => pid);
    for (const { pid, port } of servers) {
      assert(pids.includes(pid), `the server on port ${port} (PID ${pid}) is lost by ${what}`);
    }
  }

  /** On a busy machine a server may be too late with an answer. */
  async #settled(home: number): Promise<readonly ServerJson[]> {
    let servers: readonly ServerJson[] = [];
    await until("all servers to answer", async () => {
      servers = await this.#status(home);
      return !servers.some(({ state }) => state === "unresponsive");
    });
    return servers;
  }

  async #status(home: number): Promise<readonly ServerJson[]> {
    // In this process, since another one for each look would take most of the time.
    Deno.env.set("MPM_MONITOR_HOME", this.#homes[home] ?? "");
    Deno.env.set("MPM_MONITOR_PORT_RANGE", this.#sandbox.env["MPM_MONITOR_PORT_RANGE"] ?? "");
    const result = await status.run({
      args: [],
      options: {},
      json: true,
      quiet: true,
      verbose: false,
      commands: {
        load: () => Promise.resolve(undefined),
        loadVisible: () => Promise.resolve([]),
      },
      note: () => {},
      show: () => {},
      write: () => true,
    });
    assert(typeof result === "object");
    return result.json["servers"] as readonly ServerJson[];
  }

  #run(home: number, args: readonly string[]): Promise<CliResult> {
    const env = { MPM_MONITOR_HOME: this.#homes[home] };
    return this.#sandbox.run(args, { env, timeout: 180_000 });
  }

  async #writeSettings(home: number, broken: boolean): Promise<void> {
    const path = `${this.#homes[home]}/config.json`;
    if (broken) {
      await Deno.mkdir(this.#homes[home] ?? "", { recursive: true, mode: 0o700 });
      await Deno.writeTextFile(path, '{"port":"abc"}');
    } else {
      await Deno.remove(path).catch(() => {});
    }
  }
}

async function isServer(pid: number): Promise<boolean> {
  const { stdout } = await new Deno.Command("ps", { args: ["-o", "stat=,args=", "-p", `${pid}`] })
    .output();
  return /^[^Z].*__serve/.test(new TextDecoder().decode(stdout).trim());
}
