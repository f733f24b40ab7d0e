import type { Restarted } from "../../instance/launch/restart.ts";
import type { CommandResult } from "../core/command.ts";
import { mark } from "../core/print.ts";
import { serverJson } from "./server_view.ts";
import { serverLines } from "./start_view.ts";

/** What `restart` says. */
export function restartedView(restarted: readonly Restarted[]): CommandResult {
  const several = restarted.length > 1;
  return {
    text: [
      several ? "Restarting monitoring servers..." : "Restarting monitoring server...",
      "",
      ...restarted.flatMap((each) => [...restartedLines(each), ""]),
      several
        ? "Monitoring servers are ready for connections."
        : "Monitoring server is ready for connections.",
    ].join("\n"),
    json: { restarted: restarted.map(restartedJson) },
  };
}

function restartedLines(restarted: Restarted): string[] {
  const { facts, movedFrom, newToken } = restarted;
  const what = movedFrom === null
    ? `Server on port ${facts.port} restarted successfully`
    : `Server moved from port ${movedFrom} to port ${facts.port} successfully`;
  return [
    `${mark("✓")} ${what}`,
    ...serverLines(facts),
    ...(newToken === null ? [] : [`  - Token: ${newToken}`]),
    `  - ${gapText(restarted)}`,
  ];
}

/** `Back after 180 ms, 3 of 3 clients reconnected`. */
function gapText({ gap, clientsBefore, clientsBack, movedFrom }: Restarted): string {
  const back = `Back after ${Math.round(gap)} ms`;
  if (clientsBefore === 0) return back;
  const clients = clientsBefore === 1 ? "client" : "clients";
  return movedFrom === null
    ? `${back}, ${clientsBack} of ${clientsBefore} ${clients} reconnected`
    : `${back}, disconnected ${clientsBefore} ${clients} gracefully`;
}

function restartedJson(restarted: Restarted): Record<string, unknown> {
  const { facts, movedFrom, newToken, gap, clientsBefore, clientsBack } = restarted;
  return {
    server: serverJson(facts),
    ...(newToken === null ? {} : { token: newToken }),
    moved_from: movedFrom,
    gap_ms: Math.round(gap),
    clients_before: clientsBefore,
    clients_back: clientsBack,
  };
}
