import type { TakenAnswer } from "../ports/allocate.ts";
import { describeHolder, holdersOf } from "../ports/holders.ts";
import { formatRange, type PortRange, portsOf } from "../ports/range.ts";
import { readPortTable } from "../ports/table/mod.ts";
import { UserError } from "../user_error.ts";
import { ensurePrivateFolder } from "./files.ts";
import { checkHost } from "./host.ts";
import { inspectInstances, type Instance } from "./inspect.ts";
import type { PortRole, ServePlan } from "./launch_order.ts";
import type { StatePaths } from "./paths.ts";
import { type StartOptions } from "./record.ts";

/** A start as a person asked for it. */
export interface StartRequest {
  readonly paths: StatePaths;
  readonly range: PortRange;
  readonly options: StartOptions;
  readonly mode: ServePlan["mode"];
}

/** What there is to know before a server is started. */
export interface Preparation {
  readonly plan: ServePlan;
  /** Instances of this state folder that run already. */
  readonly running: readonly Instance[];
  /** A healthy instance that holds the asked port already; then there is nothing to start. */
  readonly present: Instance | null;
  readonly onTaken: (role: PortRole, port: number) => Promise<TakenAnswer>;
}

/**
 * Checks a request and makes the plan for the server process.
 *
 * @throws {UserError} when it cannot be done
 */
export async function prepareStart(request: StartRequest): Promise<Preparation> {
  const { paths, range, options, mode } = request;
  checkHost(options.host);
  await ensurePrivateFolder(paths.home);
  const { instances } = await inspectInstances(paths);
  const running = instances.filter(({ state }) => state === "healthy" || state === "degraded");
  const present = running.find(({ record }) => record.port === options.port) ?? null;
  const ports = portsOf(range);
  return {
    plan: {
      home: paths.home,
      instance: crypto.randomUUID(),
      secret: crypto.randomUUID(),
      mode,
      options,
      ports: options.port === undefined ? ports : [options.port],
      range: ports,
    },
    running,
    present,
    onTaken: () => Promise.resolve("next"),
  };
}

/** Adds to a failed start who holds the port, and what to type next. */
export async function explainTaken(error: unknown, request: StartRequest): Promise<unknown> {
  if (!(error instanceof UserError) || error.code !== "portInUse") return error;
  const { options, range } = request;
  const asked = [options.port, options.dashboard_port].filter((port) => typeof port === "number");
  const table = await readPortTable([...asked, ...portsOf(range)]);
  const holders = holdersOf(table);
  const free = portsOf(range).find((port) => !holders.has(port));
  const next = free === undefined ? [] : [`mpm-monitor start --port ${free}`];
  if (options.port === undefined && options.dashboard_port === undefined) {
    return new UserError(`No port free in ${formatRange(range)}`, {
      code: "portInUse",
      hint: "Stop one of them, or use --port to specify a port outside of the range",
      details: Array.from(holders.values(), (each) => `${each.port}: ${describeHolder(each)}`),
    });
  }
  const holder = asked.map((port) => holders.get(port)).find((each) => each !== undefined);
  return new UserError(error.message, {
    code: "portInUse",
    reason: holder === undefined ? table.problems.join("; ") || undefined : describeHolder(holder),
    hint: error.hint,
    details: next,
  });
}
