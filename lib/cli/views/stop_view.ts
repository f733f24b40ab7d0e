import type { Stopped } from "../../instance/stop.ts";
import type { CommandResult } from "../core/command.ts";
import { plural } from "../core/format.ts";
import { mark } from "../core/print.ts";

/** What `stop` says. */
export function stopView(stopped: readonly Stopped[]): CommandResult {
  const json = { stopped: stopped.map(stoppedJson) };
  const ended = stopped.filter(({ how }) => how !== "stale");
  const blocks = stopped.map(stoppedLines);
  if (ended.length === 0) {
    return { text: [...blocks.flat(), "No monitoring server is running."].join("\n"), json };
  }
  return {
    text: [
      ended.length === 1 ? "Stopping monitoring server..." : "Stopping monitoring servers...",
      "",
      ...blocks.flatMap((lines) => [...lines, ""]),
      ended.length === 1 ? "Monitoring server stopped." : "All monitoring servers stopped.",
    ].join("\n"),
    json,
  };
}

function stoppedLines({ record, clients, how }: Stopped): string[] {
  if (how === "stale") {
    return [`Removed the record of port ${record.port}: process ${record.pid} had ended already.`];
  }
  const count = clients ?? 0;
  return [
    `${mark("✓")} Server on port ${record.port} stopped successfully`,
    `  - Disconnected ${plural(count, "client")} ${how === "killed" ? "at once" : "gracefully"}`,
    `  - Process ${record.pid} terminated`,
  ];
}

function stoppedJson({ record, clients, how }: Stopped): Record<string, unknown> {
  return { port: record.port, pid: record.pid, clients, how };
}
