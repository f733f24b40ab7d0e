import { dashboardOf } from "../../instance/home/host.ts";
import type { CommandResult } from "../core/command.ts";
import { mark } from "../core/print.ts";
import { serverJson, serverUrl, type ShownRecord } from "./server_view.ts";

/** How a person gets in. */
export interface Entrance {
  /** What readers show; `null` when nobody is asked for it. */
  readonly token: string | null;
  /** Opens the dashboard; works only once where there is a token. `null` without a dashboard. */
  readonly link: string | null;
  /** What `--verbose` adds. */
  readonly details?: readonly (readonly [string, string])[];
}

/** What `start` says about a server that has just started. The token is shown here and nowhere else. */
export function startedView(
  record: ShownRecord,
  { token, link, details = [] }: Entrance,
): CommandResult {
  return {
    text: [
      "Starting Socket.IO monitoring server...",
      "",
      `${mark("✓")} Server started successfully`,
      ...serverLines(record),
      ...details.map(([name, value]) => `  - ${name}: ${value}`),
      ...(token === null ? [] : [`  - Token: ${token}`]),
      "",
      "Monitoring server is ready for connections.",
      ...(link === null ? [] : [`Open ${link} in your browser to view the dashboard.`]),
      ...(link === null || token === null
        ? []
        : ["The link works once, within a minute; 'mpm-monitor open' makes another one."]),
    ].join("\n"),
    json: {
      started: true,
      server: serverJson(record),
      ...(token === null ? {} : { token, login_url: link }),
    },
  };
}

/** What `start` says when there is nothing to start. */
export function presentView(record: ShownRecord): CommandResult {
  const dashboard = dashboardOf(record);
  return {
    text: [
      `${mark("✓")} Server is already running on port ${record.port}`,
      ...serverLines(record),
      ...(dashboard === null
        ? []
        : ["", `Open ${dashboard} in your browser to view the dashboard.`]),
    ].join("\n"),
    json: { started: false, server: serverJson(record) },
  };
}

/** The lines that describe a running server. */
export function serverLines(record: ShownRecord): string[] {
  const dashboard = dashboardOf(record);
  return [
    `  - Server URL: ${serverUrl(record)}`,
    ...(dashboard === null ? [] : [`  - Dashboard URL: ${dashboard}`]),
    `  - Process ID: ${record.pid}`,
    `  - Mode: ${record.mode}`,
  ];
}
