import { dashboardCandidates } from "../../ports/allocate.ts";
import { type PortRange, portsOf } from "../../ports/range.ts";
import { DEFAULT_HOST } from "../home/host.ts";
import type { StartOptions } from "../../config/settings.ts";
import type { InstanceRecord } from "../home/record.ts";

/** A start or restart that did not get its ports. */
export interface Attempt {
  readonly options: StartOptions;
  readonly range: PortRange;
  /** The server that was to be replaced; absent for a start. */
  readonly old?: Pick<InstanceRecord, "port" | "dashboard_port" | "options">;
}

/** How many ports beyond the range are looked at for one to suggest. */
const BEYOND = 40;

/** All ports that {@linkcode nextCommand} may name. */
export function suggestible(range: PortRange): number[] {
  const last = Math.min(range.last + BEYOND, 65_535);
  return portsOf({ first: range.first, last });
}

/**
 * The command that does what was wanted, with free ports in place of those that are taken.
 *
 * @param isUsed whether somebody else holds a port
 */
export function nextCommand(attempt: Attempt, isUsed: (port: number) => boolean): string {
  const { options, range, old } = attempt;
  const { host, port, dashboard_port } = options;
  const own = old === undefined ? [] : [old.port, old.dashboard_port];
  const fits = (each: number) => !isUsed(each) && each !== port && !own.includes(each);
  const free = suggestible(range).filter(fits);
  const words = [old === undefined ? "start" : "restart"];
  let chosen = port;
  if (port !== undefined) {
    // Its own port is no obstacle for a server.
    const stays = port === old?.port || !isUsed(port);
    chosen = stays ? port : free.find((each) => each !== dashboard_port);
    words.push(`--port ${chosen}`);
  } else if (old === undefined && !portsOf(range).some((each) => !isUsed(each))) {
    chosen = free.find((each) => each !== dashboard_port);
    words.push(`--port ${chosen}`);
  }
  const wasAsked = dashboard_port !== old?.options.dashboard_port || old === undefined;
  if (typeof dashboard_port === "number" && wasAsked) {
    const usable = (each: number) => fits(each) && each !== chosen;
    const stays = !isUsed(dashboard_port) && dashboard_port !== chosen;
    const other = dashboardCandidates(portsOf(range)).find(usable) ?? free.find(usable);
    words.push(`--dashboard-port ${stays ? dashboard_port : other}`);
  }
  if (dashboard_port === null && wasAsked) words.push("--no-dashboard");
  if (host !== (old?.options.host ?? DEFAULT_HOST)) words.push(`--host ${host}`);
  return `mpm-monitor ${words.join(" ")}`;
}
