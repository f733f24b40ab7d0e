import { lookup } from "../../events/lookup.ts";

const NAMES: Readonly<Record<string, string>> = {
  "claude-code": "Claude Code",
  "claude-mpm": "Claude MPM",
  monitor: "mpm-monitor",
  otel: "telemetry",
};

/** What people call the program that sent an event; a name that we do not know stays as it is. */
export function sourceName(source: string): string {
  return lookup(NAMES, source) ?? source;
}
