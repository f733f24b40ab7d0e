import { dashboardCandidates } from "../../ports/allocate.ts";
import { type PortRange, portsOf } from "../../ports/range.ts";
import type { ReclaimPolicy } from "../../ports/reclaim.ts";
import { UserError } from "../../user_error.ts";
import { ensurePrivateFolder } from "../home/files.ts";
import { inspectInstances, type Instance } from "../inspect.ts";
import type { LaunchHooks, PortRole, ServePlan } from "./launch_order.ts";
import type { StatePaths } from "../home/paths.ts";
import { Reclaimer } from "./reclaimer.ts";
import type { StartOptions } from "../../config/settings.ts";
import { chooseToken } from "../home/token.ts";
import { removeRecord } from "../home/records.ts";

/** A start as a person asked for it. */
export interface StartRequest {
  readonly paths: StatePaths;
  readonly range: PortRange;
  readonly options: StartOptions;
  readonly mode: ServePlan["mode"];
  /** May end what holds the port. */
  readonly force: boolean;
  /** May end Claude MPM's debug scripts without being asked. */
  readonly reclaim: boolean;
  /** Tells the person what happens on the way. */
  readonly note: (line: string) => void;
}

/** What there is to know before a server is started. */
export interface Preparation {
  readonly plan: ServePlan;
  readonly hooks: LaunchHooks;
  readonly reclaimer: Reclaimer;
  /** Instances of this state folder that run already. */
  readonly running: readonly Instance[];
}

/**
 * Checks a request and makes the plan for the server process.
 *
 * @throws {UserError} when it cannot be done
 */
export async function prepareStart(request: StartRequest): Promise<Preparation> {
  const { paths } = request;
  await ensurePrivateFolder(paths.home);
  const { instances } = await inspectInstances(paths);
  const stale = instances.filter(({ state }) => state === "stale");
  await Promise.all(stale.map(({ record }) => removeRecord(paths, record)));
  const plan = planFor(request);
  const reclaimer = new Reclaimer({
    paths,
    ports: [...new Set([...plan.ports, ...plan.dashboardPorts])],
    note: request.note,
  });
  return {
    plan,
    reclaimer,
    running: instances.filter(isRunning),
    hooks: {
      onTaken: (role, port) => {
        const policy = policyFor(role, port, request);
        return policy === null ? Promise.resolve("next") : reclaimer.free(port, policy);
      },
      onBound: () => Promise.resolve(),
    },
  };
}

/** Whether an instance does its work. */
export function isRunning({ state }: Instance): boolean {
  return state === "healthy" || state === "degraded";
}

/**
 * The plan that a request comes to, with fresh secrets.
 *
 * @param formerToken of the same server before a restart
 */
export function planFor(
  { paths, range, options, mode }: StartRequest,
  formerToken: string | null = null,
): ServePlan {
  const { port, dashboard_port } = options;
  if (port !== undefined && port === dashboard_port) throw samePort(port);
  const ports = portsOf(range);
  // A dashboard port that was named is not for the server.
  const walked = ports.filter((each) => each !== dashboard_port);
  if (walked.length === 0 && port === undefined) throw samePort(range.first);
  return {
    home: paths.home,
    instance: crypto.randomUUID(),
    secret: crypto.randomUUID(),
    token: chooseToken(options, (name) => Deno.env.get(name), formerToken),
    mode,
    options,
    ports: port === undefined ? walked : [port],
    dashboardPorts: dashboard_port === undefined
      ? dashboardCandidates(ports)
      : dashboard_port === null
      ? []
      : [dashboard_port],
    dashboardOptional: typeof dashboard_port !== "number",
  };
}

function samePort(port: number): UserError {
  return new UserError(`Port ${port} cannot be the server's and the dashboard's`, {
    code: "usage",
    hint: "Give the dashboard another port, or leave --dashboard-port out",
  });
}

/** What a request allows about a taken port; `null` when nothing is to be done about it. */
export function policyFor(
  role: PortRole,
  port: number,
  { options, range, force, reclaim }: Pick<StartRequest, "options" | "range" | "force" | "reclaim">,
): ReclaimPolicy | null {
  if (role === "dashboard") {
    return options.dashboard_port === port ? { reclaim, force: false, choice: "other" } : null;
  }
  const choice = options.port === port
    ? "explicit"
    : port === range.first
    ? "first of range"
    : "other";
  return { reclaim, force, choice };
}
