import { delay } from "@std/async/delay";
import { endSignal } from "../../daemon/signals.ts";
import { ensurePrivateFolder } from "../../instance/home/files.ts";
import type { StatePaths } from "../../instance/home/paths.ts";
import { inspectInstances } from "../../instance/inspect.ts";
import { isTemporaryProgram, ownProgram } from "../../instance/launch/own_program.ts";
import { stopInstance } from "../../instance/stop.ts";
import { keptVariables } from "../../service/kept_variables.ts";
import type { Definition } from "../../service/manager/definition.ts";
import type { ServiceManager } from "../../service/manager/manager.ts";
import { NO_MEMORY, readMemory, removeMemory, writeMemory } from "../../service/memory.ts";
import { readService, type ServiceFacts } from "../../service/read_service.ts";
import { runService } from "../../service/run_service.ts";
import { removeWatchState } from "../../service/watch_state.ts";
import { EXIT, type ExitCode, UserError } from "../../user_error.ts";
import type { CommandContext, CommandResult } from "../core/command.ts";
import { ownManager } from "./own_manager.ts";
import { readSettings } from "../core/settings.ts";
import { gaveUp, installedView, serviceView, uninstalledView } from "../views/service_view.ts";

const env = (name: string) => Deno.env.get(name);

/** ms that a service has from its start to a server that runs, or to giving up. */
const START_PATIENCE = 60_000;
/** ms that it has to end. */
const END_PATIENCE = 20_000;

/** `service install` */
export async function install({ options, note }: CommandContext): Promise<CommandResult> {
  const { paths } = readSettings();
  const manager = await ownManager();
  const text = manager.write(definitionOf(paths));
  const [program] = ownProgram();
  if (isTemporaryProgram(ownProgram())) {
    note(`The service runs ${program}, which npm may delete again: install Deno to keep it`);
  }
  if (options["dry-run"] === true) return installedView({ manager, text, facts: null });
  await mustBeUsable(manager, "install");
  const kept = await readMemory(paths);
  const before = await readService(paths);
  await ensurePrivateFolder(paths.home);
  await writeMemory(paths, {
    ...kept ?? NO_MEMORY,
    installed: true,
    variables: keptVariables(env),
  });
  try {
    await manager.install(text);
    // What an earlier run has written down is not what this start comes to.
    if (!before?.alive) await removeWatchState(paths);
    await manager.start();
  } catch (error) {
    if (kept === null) await removeMemory(paths);
    else await writeMemory(paths, kept);
    throw error;
  }
  const facts = await waitFor(
    paths,
    START_PATIENCE,
    ({ state, alive }) => state?.phase === "gave_up" || (alive && state?.phase === "watching"),
  );
  if (facts?.state?.phase === "gave_up") throw gaveUp(facts.state.trouble);
  if (facts?.state?.phase !== "watching") {
    throw new UserError("The service does not start its server", {
      code: "timedOut",
      reason: `${manager.title} is ${await manager.state()}`,
      hint: "See 'mpm-monitor service status'",
    });
  }
  return installedView({ manager, text, facts });
}

/** `service uninstall` */
export async function uninstall({ options }: CommandContext): Promise<CommandResult> {
  if (options["dry-run"] === true) {
    throw new UserError("Option --dry-run is for 'service install'", { code: "usage" });
  }
  const { paths } = readSettings();
  const manager = await ownManager();
  const facts = await readService(paths);
  const isThere = await manager.read() !== null;
  if (!isThere && !facts?.installed) return uninstalledView({ manager, stopped: null, was: false });
  let port: number | null = null;
  if (isThere) {
    await mustBeUsable(manager, "uninstall");
    port = facts?.alive ? await livePort(paths, facts.state?.port) : null;
    await manager.remove();
    await waitFor(paths, END_PATIENCE, ({ alive }) => !alive);
  }
  if (!isThere && facts?.alive) {
    // Somebody has taken away its definition only.
    port = await livePort(paths, facts.state?.port);
    Deno.kill(facts.state?.pid ?? 0, "SIGTERM");
    await waitFor(paths, END_PATIENCE, ({ alive }) => !alive);
  }
  // Not every manager tells a program to end before it ends it.
  if (port !== null) await stopServer(paths, port);
  await removeMemory(paths);
  await removeWatchState(paths);
  return uninstalledView({ manager, stopped: port, was: true });
}

/** `service status` */
export async function status(): Promise<CommandResult> {
  const { paths } = readSettings();
  const manager = await ownManager();
  const [facts, obstacle, text] = [
    await readService(paths),
    await manager.obstacle(),
    await manager.read(),
  ];
  const state = obstacle === null && text !== null ? await manager.state() : null;
  return serviceView({ manager, facts, obstacle, isThere: text !== null, state });
}

/** `service run`: what the manager starts. */
export async function run({ note }: CommandContext): Promise<ExitCode> {
  const kept = await readMemory(readSettings().paths);
  for (const [name, value] of Object.entries(kept?.variables ?? {})) {
    if (env(name) === undefined) Deno.env.set(name, value);
  }
  using signal = endSignal(["SIGHUP"]);
  const trouble = await runService({ ...readSettings(), env, ended: signal.received, note });
  if (trouble === null) return EXIT.ok;
  // launchd starts again whatever does not end with 0.
  if (Deno.build.os === "darwin") return EXIT.ok;
  throw gaveUp(trouble);
}

function definitionOf(paths: StatePaths): Definition {
  const program = ownProgram();
  // Whoever runs the source with a Deno of npm's cache is told, and may.
  if (isTemporaryProgram(program) && Deno.build.standalone) {
    throw new UserError("Cannot install a service from a temporary program", {
      code: "failed",
      reason: `npm may delete ${program[0]} again`,
      hint: "Use 'npm install --global mpm-monitor', and then 'mpm-monitor service install'",
    });
  }
  const cache = env("DENO_DIR");
  return {
    command: [...program, "service", "run", "--home", paths.home],
    variables: Deno.build.standalone || !cache ? {} : { DENO_DIR: cache },
  };
}

async function mustBeUsable(manager: ServiceManager, action: string): Promise<void> {
  const obstacle = await manager.obstacle();
  if (obstacle === null) return;
  throw new UserError(`Cannot ${action} the service: no service manager answers here`, {
    code: "failed",
    reason: obstacle,
    hint: action === "install"
      ? "Use 'mpm-monitor start', or have your own supervisor run 'mpm-monitor service run'"
      : `Run it in a session of your own, or remove ${manager.file}`,
  });
}

async function stopServer(paths: StatePaths, port: number): Promise<void> {
  const left = await liveInstance(paths, port);
  if (left !== undefined) await stopInstance(left, { paths, reason: "stop", force: "no" });
}

async function livePort(paths: StatePaths, port: number | null = null): Promise<number | null> {
  return (await liveInstance(paths, port))?.record.port ?? null;
}

async function liveInstance(paths: StatePaths, port: number | null) {
  const { instances } = await inspectInstances(paths);
  return instances.find(({ record, state }) => record.port === port && state !== "stale");
}

/** Looks again and again how the service is; what it was last when the time is up. */
async function waitFor(
  paths: StatePaths,
  ms: number,
  isReached: (facts: ServiceFacts) => boolean,
): Promise<ServiceFacts | null> {
  const deadline = performance.now() + ms;
  for (;;) {
    const facts = await readService(paths);
    if (facts === null || isReached(facts) || performance.now() > deadline) return facts;
    await delay(200);
  }
}
