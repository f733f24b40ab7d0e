import { DEFAULT_HOST } from "../../instance/home/host.ts";
import type { StartOptions } from "../../config/settings.ts";
import { inspectInstances, type Instance } from "../../instance/inspect.ts";
import { readLastOptions } from "../../instance/home/last_options.ts";
import {
  changedOptions,
  type RestartChanges,
  restartInstance,
  type RestartRequest,
} from "../../instance/launch/restart.ts";
import { type ExitCode, UserError } from "../../user_error.ts";
import type { CommandContext, CommandResult } from "../core/command.ts";
import { runStart } from "./run_start.ts";
import { restartedView } from "../views/restart_view.ts";

/** Restarts what runs, or starts with the last options where nothing does. */
export async function runRestart(
  request: RestartRequest,
  context: CommandContext,
): Promise<CommandResult | ExitCode> {
  const { instances } = await inspectInstances(request.paths);
  const { port } = request.changes;
  const ended = instances.find(({ record, state }) => state === "stale" && record.port === port);
  // Of a server that ended by itself there is still its record: it is meant, and no other.
  if (ended !== undefined) return await startAgain(request, context, ended.record.options);
  const alive = instances.filter(({ state }) => state !== "stale");
  const chosen = chooseInstances(alive, port);
  if (chosen.length === 0) return await startAgain(request, context);
  if (chosen.length > 1) refuseOnePort(request.changes, chosen);
  const restarted = [];
  // One after the other: they may pass ports on to each other.
  for (const instance of chosen) restarted.push(await restartInstance(instance, request));
  for (const { facts } of restarted) facts.notices?.forEach(context.note);
  return restartedView(restarted);
}

/**
 * Which instances a restart is about: the one on the named port, else the only one there is, which
 * then moves; without a port all of them.
 *
 * @throws {UserError} when several run and none of them on the named port
 */
function chooseInstances(
  alive: readonly Instance[],
  port: number | undefined,
): readonly Instance[] {
  if (port === undefined) return alive;
  const there = alive.filter(({ record }) => record.port === port);
  if (there.length > 0 || alive.length <= 1) return there.length > 0 ? there : alive;
  const ports = alive.map(({ record }) => record.port).join(", ");
  throw new UserError(`Cannot tell which server is to move to port ${port}`, {
    code: "usage",
    reason: `Servers run on ports ${ports}`,
    hint: `Use 'mpm-monitor start --port ${port}' for one more`,
  });
}

/** Several servers cannot have the same dashboard port. */
function refuseOnePort({ dashboard_port }: RestartChanges, chosen: readonly Instance[]): void {
  if (typeof dashboard_port !== "number") return;
  const ports = chosen.map(({ record }) => record.port);
  throw new UserError(`Cannot tell which server is to have dashboard port ${dashboard_port}`, {
    code: "usage",
    reason: `Servers run on ports ${ports.join(", ")}`,
    hint: "Use --port to name one of them:",
    details: ports.map((port) =>
      `mpm-monitor restart --port ${port} --dashboard-port ${dashboard_port}`
    ),
  });
}

async function startAgain(
  { changes, dashboard, ...request }: RestartRequest,
  context: CommandContext,
  former?: StartOptions,
): Promise<CommandResult | ExitCode> {
  const last = former ?? await readLastOptions(request.paths) ?? { host: DEFAULT_HOST };
  context.note("No server was running: starting one");
  const options = changedOptions(last, { changes, dashboard });
  return await runStart({ ...request, options, mode: "background" }, context);
}
