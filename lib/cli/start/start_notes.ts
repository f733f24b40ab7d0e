import { describeUsed } from "../../instance/launch/explain_taken.ts";
import { isAnyAddress, pageUrl } from "../../instance/home/host.ts";
import { isLoopback } from "../../address.ts";
import type { Instance } from "../../instance/inspect.ts";
import type { Reclaimer } from "../../instance/launch/reclaimer.ts";
import { DEFAULT_RANGE, formatRange, type PortRange } from "../../ports/range.ts";
import type { ShownRecord } from "../views/server_view.ts";

/** Names the servers that run already. */
export function othersNotes(running: readonly Instance[]): string[] {
  return running.map(({ record }) =>
    `Another server runs already on port ${record.port} (PID ${record.pid})`
  );
}

/** Says who holds the ports that were passed over, unless it is a server of ours. */
export async function passedOverNotes(reclaimer: Reclaimer): Promise<string[]> {
  if (reclaimer.left.size === 0) return [];
  const { used } = await reclaimer.survey();
  return Array.from(reclaimer.left.keys()).flatMap((port) => {
    const holder = used.get(port);
    if (holder === undefined || holder.instance !== null) return [];
    return [`Port ${port} is held by ${describeUsed(holder)}`];
  });
}

/** Claude MPM's hooks know one port: whoever starts elsewhere has to point them there. */
export function portNotes(
  { port, dashboard_port, options }: Pick<ShownRecord, "port" | "dashboard_port" | "options">,
  range: PortRange,
): string[] {
  const notes: string[] = [];
  if (port !== DEFAULT_RANGE.first) {
    notes.push(
      `Claude MPM's hooks send to port ${DEFAULT_RANGE.first}. To point them here:\n` +
        `  export CLAUDE_MPM_SERVER_PORT=${port} CLAUDE_MPM_SOCKETIO_PORT=${port}`,
    );
  }
  if (dashboard_port === null && options.dashboard_port !== null) {
    notes.push(
      `No port of ${formatRange(range)} is free for the dashboard: port ${port} serves it as well`,
    );
  }
  return notes;
}

/** Hooks do not show a token unless they are told to. */
export function tokenNotes({ port, options }: Pick<ShownRecord, "port" | "options">): string[] {
  if (options.token !== "always") return [];
  return [
    "Hooks are asked for the token, too. To have Claude Code show it:\n" +
    `  mpm-monitor integrate claude-code --port ${port}`,
  ];
}

/** Says who else can reach the server, where that is more than this machine. */
export function reachNotes(
  { host, port }: Pick<ShownRecord, "host" | "port">,
  token: string | null,
): string[] {
  if (isLoopback(host)) return [];
  const url = pageUrl(isAnyAddress(host) ? Deno.hostname() : host, port);
  return [
    token === null
      ? `Everybody who reaches ${url} can read and send all events`
      : `Other machines reach it at ${url}, with the token`,
  ];
}
