import type { Command } from "./core/command.ts";

/**
 * All commands by name, in the order of `--help`. Each is loaded only when it is asked for, so that
 * quick ones do not pay for the server's modules.
 */
export const CATALOG: Readonly<Record<string, () => Promise<Command>>> = {
  setup: async () => (await import("./commands/setup.ts")).setup,
  start: async () => (await import("./commands/start.ts")).start,
  stop: async () => (await import("./commands/stop.ts")).stop,
  restart: async () => (await import("./commands/restart.ts")).restart,
  status: async () => (await import("./commands/status.ts")).status,
  port: async () => (await import("./commands/port.ts")).port,
  logs: async () => (await import("./commands/logs.ts")).logs,
  open: async () => (await import("./commands/open.ts")).open,
  config: async () => (await import("./commands/config.ts")).config,
  service: async () => (await import("./commands/service.ts")).service,
  upgrade: async () => (await import("./commands/upgrade.ts")).upgrade,
  doctor: async () => (await import("./commands/doctor.ts")).doctor,
  tail: async () => (await import("./commands/tail.ts")).tail,
  history: async () => (await import("./commands/history.ts")).history,
  export: async () => (await import("./commands/export.ts")).exportEvents,
  import: async () => (await import("./commands/import.ts")).importEvents,
  store: async () => (await import("./commands/store.ts")).store,
  send: async () => (await import("./commands/send.ts")).send,
  usage: async () => (await import("./commands/usage.ts")).usage,
  mcp: async () => (await import("./commands/mcp.ts")).mcp,
  integrate: async () => (await import("./commands/integrate.ts")).integrate,
  demo: async () => (await import("./commands/demo.ts")).demo,
  completions: async () => (await import("./commands/completions.ts")).completions,
  __complete: async () => (await import("./commands/complete.ts")).completeWords,
  __session_started: async () => (await import("./commands/session_started.ts")).sessionStarted,
  __serve: async () => (await import("./commands/serve.ts")).serve,
};

/** Loads every command that `--help` lists. */
export async function loadVisible(): Promise<Command[]> {
  const commands = await Promise.all(Object.values(CATALOG).map((load) => load()));
  return commands.filter(({ hidden }) => hidden !== true);
}
