import type { Upgraded } from "../../upgrade/upgrade_binary.ts";
import { EXIT } from "../../user_error.ts";
import type { CommandResult } from "../core/command.ts";
import { mark, plain } from "../core/print.ts";
import type { Restarts } from "../upgrade/restart_servers.ts";

/** What `upgrade` says. */
export function upgradeView(
  { from, to, changed }: Upgraded,
  { restarted, failed }: Restarts,
): CommandResult {
  const json = { changed, from, to, restarted, failed };
  if (!changed) {
    const text = from === to
      ? `mpm-monitor ${from} is the latest release`
      : `mpm-monitor ${from} is newer than the latest release, which is ${to}`;
    return { text, json };
  }
  return {
    text: [
      `${mark("✓")} mpm-monitor is version ${to} now; it was ${from}`,
      ...restarted.map((port) => `  - The server on port ${port} runs it`),
      ...failed.map(({ port, reason }) =>
        `  - The server on port ${port} goes on as it was: ${plain(reason)}`
      ),
      "  - 'mpm-monitor upgrade --back' goes back",
    ].join("\n"),
    json,
    exitCode: failed.length > 0 ? EXIT.failed : EXIT.ok,
  };
}

/** What `upgrade --check` says. */
export function checkView(
  { current, latest, newer, command }: {
    readonly current: string;
    readonly latest: string;
    readonly newer: boolean;
    /** What gets the newer one. */
    readonly command: string;
  },
): CommandResult {
  return {
    text: newer
      ? `mpm-monitor ${latest} is there; this is ${current}. To get it: ${command}`
      : `mpm-monitor ${current} is the latest release`,
    json: { current, latest, newer, command },
  };
}
