import type { Command } from "../core/command.ts";
import { runRestart } from "../start/run_restart.ts";
import { readChanges, readCircumstances, START_OPTIONS } from "../start/start_options.ts";

/** `restart`: the same servers again, with the same or updated options. */
export const restart: Command = {
  name: "restart",
  summary: "Restart a server with the same or updated options",
  options: [
    { ...START_OPTIONS.port, summary: "Server to restart; the only one moves to another PORT" },
    { ...START_OPTIONS.host, summary: "Host to listen on (default: as before)" },
    { ...START_OPTIONS.dashboardPort, summary: "Port of the dashboard (default: as before)" },
    START_OPTIONS.dashboard,
    START_OPTIONS.noDashboard,
    START_OPTIONS.keepDays,
    START_OPTIONS.keepSize,
    START_OPTIONS.allowHost,
    START_OPTIONS.allowOrigin,
    START_OPTIONS.requireToken,
    START_OPTIONS.noToken,
    START_OPTIONS.notify,
    START_OPTIONS.noRedact,
    START_OPTIONS.force,
    START_OPTIONS.noReclaim,
  ],
  examples: [
    "mpm-monitor restart",
    "mpm-monitor restart --port 8770",
    "mpm-monitor restart --dashboard-port 8766",
  ],
  run: (context) =>
    runRestart({
      ...readCircumstances(context),
      changes: readChanges(context.options),
      dashboard: context.options["dashboard"] === true,
    }, context),
};
