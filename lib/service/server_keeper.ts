import { delay } from "@std/async/delay";
import { type Choices, chooseSettings } from "../config/choose.ts";
import type { StartOptions } from "../config/settings.ts";
import { readConfig } from "../instance/home/config_file.ts";
import { DEFAULT_HOST } from "../instance/home/host.ts";
import { takeLock } from "../instance/home/lock.ts";
import type { Environment, StatePaths } from "../instance/home/paths.ts";
import type { InstanceRecord } from "../instance/home/record.ts";
import { wordsText } from "../instance/bad_end_text.ts";
import { inspectInstances } from "../instance/inspect.ts";
import { explainTaken } from "../instance/launch/explain_taken.ts";
import { launch } from "../instance/launch/launch.ts";
import { prepareStart, type StartRequest } from "../instance/launch/start.ts";
import { readBadEnd, readRunEnd } from "../instance/run_note.ts";
import { stopInstance } from "../instance/stop.ts";
import { isPidTaken } from "../ports/is_pid_taken.ts";
import { processStatusOf, readProcessStarts } from "../ports/process_start.ts";
import { UserError } from "../user_error.ts";
import type { PortRange } from "../ports/range.ts";
import type { ServiceMemory } from "./memory.ts";
import type { Keeper, Run, RunEnd } from "./watch.ts";

/** A run, and what its server wrote down about itself. */
export interface KeptRun extends Run {
  readonly record: Omit<InstanceRecord, "secret" | "token">;
}

/** What {@linkcode serverKeeper} needs. */
export interface KeeperOptions {
  readonly paths: StatePaths;
  readonly range: PortRange;
  readonly env: Environment;
  /** What the service knows at this moment. */
  readonly memory: () => ServiceMemory;
  readonly note: (line: string) => void;
}

/** ms between two looks whether a PID still is the same process's: each runs a tool of the system. */
const CLOSE_LOOKS = 30_000;
/** ms that whoever ended a server has to write that down. */
const NOTE_PATIENCE = 1_500;
/** ms in which the server that replaces another one has to be there. */
const SUCCESSOR_PATIENCE = 35_000;

/** Starts, finds and stops the server of a state folder. */
export function serverKeeper(
  { paths, range, env, memory, note }: KeeperOptions,
): Keeper<KeptRun> {
  let lookedAt = 0;
  return {
    find,
    async start(former) {
      const { dashboardPort } = memory();
      // One that has run already needs no settings: they may be broken by now.
      const { server, start } = former === null
        ? await readChoices()
        : { server: { ...former.record.options, port: former.port }, start: {} };
      const options: StartOptions = { host: DEFAULT_HOST, ...server };
      const request: StartRequest = {
        paths,
        range,
        options,
        mode: "background",
        force: false,
        reclaim: start.reclaim !== false,
        note,
      };
      using _lock = await takeLock(paths);
      // Somebody else may have had the lock, and started one.
      const there = await find(former);
      if (there !== null) return there;
      const { plan, hooks, reclaimer } = await prepareStart(request);
      const facts = await launch({ paths, hooks, plan: preferPort(plan, dashboardPort) })
        .catch(async (error) => {
          throw await explainTaken(error, { request, reclaimer });
        });
      facts.notices?.forEach(note);
      return runOf(facts);
    },
    async isGone({ record: { pid, process_start } }) {
      const taken = isPidTaken(pid);
      if (taken !== false && performance.now() - lookedAt < CLOSE_LOOKS) return false;
      lookedAt = performance.now();
      const starts = await readProcessStarts([pid]);
      return processStatusOf({ pid, start: process_start }, starts) === "gone";
    },
    async endOf(run) {
      const end = await within(NOTE_PATIENCE, () => readRunEnd(paths, run.port, run.instance));
      if (end === "stop") return { kind: "stopped" };
      if (end === "restart") {
        const by = await within(SUCCESSOR_PATIENCE, () => successorOf(run));
        return by === null
          ? { kind: "crashed", words: "a restart has ended it, and nothing took its place" }
          : { kind: "replaced", by };
      }
      const words = readBadEnd(paths, run.port)?.last_words ?? null;
      return { kind: "crashed", words: wordsText(words) } satisfies RunEnd<KeptRun>;
    },
    async stop(run) {
      const { instances } = await inspectInstances(paths);
      const found = instances.find(({ record }) => record.instance === run.instance);
      if (found === undefined) return;
      await stopInstance(found, { paths, reason: "stop", force: "escalate" });
    },
  };

  async function find(former: KeptRun | null): Promise<KeptRun | null> {
    const { instances } = await inspectInstances(paths);
    const alive = instances.filter(({ state }) => state !== "stale" && state !== "stopping");
    const port = former?.port ?? memory().options?.port;
    const same = alive.find(({ record }) => record.port === port);
    const found = same ?? (former === null ? alive[0] : undefined);
    return found === undefined ? null : runOf(found.record);
  }

  /** What was kept, and before it what the settings say. */
  async function readChoices(): Promise<Choices> {
    try {
      const { server, start } = chooseSettings({}, await readConfig(paths, env));
      return { server: { ...memory().options, ...server }, start };
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      const { message, reason, hint } = error;
      // No later try could help.
      throw new UserError(message, { code: "usage", reason, hint, cause: error });
    }
  }

  /** On the same port, or on another one that the restart named: then it is the youngest. */
  async function successorOf({ port, record }: KeptRun): Promise<KeptRun | null> {
    const { instances } = await inspectInstances(paths);
    const younger = instances
      .filter(({ state, record: { started_at, instance } }) =>
        state !== "stale" && instance !== record.instance && started_at > record.started_at
      )
      .sort((one, other) => other.record.started_at - one.record.started_at);
    const found = younger.find((each) => each.record.port === port) ?? younger[0];
    return found === undefined ? null : runOf(found.record);
  }
}

function runOf(record: KeptRun["record"]): KeptRun {
  const { port, pid, instance } = record;
  return { port, pid, instance, record };
}

function preferPort<Plan extends { readonly dashboardPorts: readonly number[] }>(
  plan: Plan,
  port: number | null,
): Plan {
  const { dashboardPorts } = plan;
  if (port === null || dashboardPorts.length < 2) return plan;
  return { ...plan, dashboardPorts: [port, ...dashboardPorts.filter((each) => each !== port)] };
}

/** Looks again and again; `null` when there is nothing after so many ms. */
async function within<Found>(
  ms: number,
  look: () => Found | null | Promise<Found | null>,
): Promise<Found | null> {
  const deadline = performance.now() + ms;
  for (;;) {
    const found = await look();
    if (found !== null || performance.now() > deadline) return found;
    await delay(100);
  }
}
