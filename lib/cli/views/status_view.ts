import { dashboardOf } from "../../instance/home/host.ts";
import type { BadEndFacts, ClientInfo } from "../../contract/http.ts";
import type { Instance, UnusableRecord } from "../../instance/inspect.ts";
import { wordsText } from "../../instance/bad_end_text.ts";
import { localTime } from "../../instance/home/log_file.ts";
import type { Unrecorded } from "../../instance/find_unrecorded.ts";
import { unrecordedLine } from "./unrecorded_line.ts";
import { EXIT } from "../../user_error.ts";
import type { CommandResult } from "../core/command.ts";
import { formatAge, formatCount, formatDuration, formatRate } from "../core/format.ts";
import { plain } from "../core/print.ts";
import { availableCount, portLines, type PortsFacts, portsJson } from "./ports_view.ts";
import { serverJson } from "./server_view.ts";
import type { ServiceFacts } from "../../service/read_service.ts";
import { serviceJson, serviceRows } from "./service_view.ts";

/** An instance, with the clients that are connected to it. */
export interface StatusServer extends Instance {
  /** How its last run ended, or this one where its process has gone; `null` where that was well. */
  readonly badEnd: BadEndFacts | null;
  readonly connections: readonly ClientInfo[];
}

/** What `status` shows. */
export interface StatusFacts {
  readonly servers: readonly StatusServer[];
  readonly unusable: readonly UnusableRecord[];
  /** What starts a server at login; `null` where there is none. */
  readonly service?: ServiceFacts | null;
  /** Servers of ours that no usable record names. */
  readonly unrecorded: readonly Unrecorded[];
  readonly verbose: boolean;
  /** All ports of the range, where they are asked for. */
  readonly ports: PortsFacts | null;
  /** ms since 1970, UTC. */
  readonly now: number;
}

/** What `status` says. */
export function statusView(facts: StatusFacts): CommandResult {
  const active = facts.servers.filter(isActive);
  return {
    text: statusText(facts, active),
    json: {
      active: active.length,
      servers: facts.servers.map((server) => statusJson(server, facts.now)),
      ...(facts.ports === null ? {} : portsJson(facts.ports)),
      ...(facts.service ? { service: serviceJson(facts.service) } : {}),
      unrecorded: facts.unrecorded.map(({ port, answer: { pid, version, dashboard_port } }) => ({
        port,
        dashboard_port,
        pid,
        version,
      })),
      unusable_records: facts.unusable.map(({ path, reading }) => ({ path, reason: reading.kind })),
    },
    exitCode: active.length === 0 ? EXIT.notRunning : EXIT.ok,
  };
}

/** Whether there is a process behind the record. */
function isActive({ state }: Pick<Instance, "state">): boolean {
  return state !== "stale";
}

function statusText(facts: StatusFacts, active: readonly StatusServer[]): string {
  const title = `Monitoring Server Status${facts.verbose ? " (Detailed)" : ""}`;
  // The seed's second heading is underlined one sign longer than the title.
  const rule = "=".repeat(title.length + (facts.verbose ? 1 : 0));
  const lines = [title, rule, "", `Active Servers: ${active.length}`];
  if (facts.ports !== null) lines.push(`Available Ports: ${availableCount(facts.ports)}`);
  // The list of ports stands in for the list of servers, unless both are wanted.
  if (facts.ports === null || facts.verbose) {
    facts.servers.forEach((server, index) => {
      lines.push("", `Server ${index + 1}:`, ...serverLines(server, facts));
    });
  }
  if (facts.service) {
    const rows = serviceRows(facts.service).map(([name, text]) => `  - ${name}: ${text}`);
    if (rows.length > 0) lines.push("", "Service:", ...rows);
  }
  if (facts.ports !== null) lines.push("", ...portLines(facts.ports));
  if (facts.verbose) lines.push(...connectionLines(active, facts.now));
  lines.push(...unusableLines(facts.unusable));
  if (facts.unrecorded.length > 0) lines.push("", ...facts.unrecorded.map(unrecordedLine));
  const addresses = active.flatMap(({ record }) => dashboardOf(record) ?? []);
  lines.push(
    "",
    active.length === 0
      ? "No server is running: use 'mpm-monitor start' to start one"
      : addresses.length === 0
      ? "No dashboard is enabled"
      : `Dashboard accessible at: ${addresses.join(", ")}`,
  );
  return lines.join("\n");
}

function serverLines(server: StatusServer, { verbose, now }: StatusFacts): string[] {
  const { record, health } = server;
  const uptime = uptimeOf(server, now);
  const rows: (readonly [string, string] | false)[] = [
    ["Port", String(record.port)],
    verbose && ["Host", record.host],
    ["Dashboard", dashboardOf(record) ?? "off"],
    verbose && ["Dashboard Port", record.dashboard_port?.toString() ?? "none"],
    ["Process ID", String(record.pid)],
    verbose && ["Started", localTime(new Date(record.started_at))],
    isActive(server) && ["Uptime", formatDuration(uptime)],
    health !== null && ["Connected Clients", formatCount(health.clients)],
    verbose && health !== null && ["Events Processed", formatCount(health.events)],
    verbose && health !== null &&
    ["Average Event Rate", formatRate(health.events_since_start, uptime)],
    ["Status", stateText(server, verbose)],
    ...badEndRows(server),
  ];
  return rows.flatMap((row) => row === false ? [] : [`  - ${row[0]}: ${row[1]}`]);
}

/** What is to be said of a run that did not end well; nothing as a rule. */
function badEndRows({ badEnd, state }: StatusServer): (readonly [string, string])[] {
  if (badEnd === null) return [];
  const seen = `last sign of life ${localTime(new Date(badEnd.last_seen))}`;
  return [
    [state === "stale" ? "Ended" : "Last Run", `not by a stop; ${seen}`],
    ["Last Words", plain(wordsText(badEnd.last_words))],
  ];
}

function stateText({ state, health }: StatusServer, verbose: boolean): string {
  switch (state) {
    case "healthy":
      return verbose ? "Running (Healthy)" : "Running";
    case "degraded":
      return `Running (Degraded: ${health?.degraded.map(plain).join(", ") ?? "unknown"})`;
    case "starting":
      return "Starting";
    case "stopping":
      return "Stopping";
    case "unresponsive":
      return "Unresponsive";
    case "unknown":
      return "Unresponsive (its process could not be checked)";
    case "stale":
      return "Stale record (cleaned by the next start or stop)";
  }
}

function connectionLines(servers: readonly StatusServer[], now: number): string[] {
  const several = servers.length > 1;
  const rows = servers.flatMap(({ record, connections }) =>
    connections.map(({ kind, address, connected_at }) => {
      const to = several ? ` to port ${record.port}` : "";
      const age = formatAge(now - connected_at);
      return `${plain(kind)} (${plain(address)})${to} - Connected ${age}`;
    })
  );
  if (rows.length === 0) return [];
  return ["", "Client Connections:", ...rows.map((row, index) => `  ${index + 1}. ${row}`)];
}

function unusableLines(unusable: readonly UnusableRecord[]): string[] {
  if (unusable.length === 0) return [];
  return [
    "",
    ...unusable.map(({ port, path, reading }) =>
      reading.kind === "newer"
        ? `Port ${port} has a record of a newer version of mpm-monitor: ${path}`
        : `Port ${port} has a record that cannot be read (${reading.reason}): ${path}`
    ),
  ];
}

function uptimeOf({ record, state }: Pick<Instance, "record" | "state">, now: number): number {
  return state === "stale" ? 0 : Math.max(0, now - record.started_at);
}

function statusJson(server: StatusServer, now: number): Record<string, unknown> {
  const { record, state, health, connections } = server;
  const uptime = uptimeOf(server, now);
  return {
    ...serverJson(record),
    state,
    uptime_seconds: Math.floor(uptime / 1000),
    ...(health === null ? {} : {
      clients: health.clients,
      events: health.events,
      events_per_second: uptime > 0 ? health.events_since_start / (uptime / 1000) : 0,
      degraded: health.degraded,
    }),
    connections,
    ...(server.badEnd === null ? {} : { last_run: server.badEnd }),
  };
}
