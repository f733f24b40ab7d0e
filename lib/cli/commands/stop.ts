import { inspectInstances, type UnusableRecord } from "../../instance/inspect.ts";
import { stopInstance } from "../../instance/stop.ts";
import { UserError } from "../../user_error.ts";
import type { Command } from "../core/command.ts";
import { portOption, readSettings } from "../core/settings.ts";
import { stopView } from "../views/stop_view.ts";

/** `stop`: ends servers, and says how many clients were connected. */
export const stop: Command = {
  name: "stop",
  summary: "Stop a server, or all of them",
  options: [
    { name: "port", value: "PORT", summary: "Server to stop; all of them unless given" },
    { name: "force", summary: "Stop at once, even if clients are connected" },
  ],
  examples: ["mpm-monitor stop", "mpm-monitor stop --port 8765", "mpm-monitor stop --force"],
  async run({ options }) {
    const port = portOption(options, "port");
    const { paths } = readSettings();
    const { instances, unusable } = await inspectInstances(paths);
    refuseNewer(unusable.filter((each) => port === undefined || each.port === port));
    const chosen = instances.filter(({ record }) => port === undefined || record.port === port);
    if (port !== undefined && !chosen.some(({ state }) => state !== "stale")) {
      throw new UserError(`Server on port ${port} is not running`, {
        code: "notRunning",
        hint: "Use 'mpm-monitor start' to start the server",
      });
    }
    const force = options["force"] === true ? "at once" : "no";
    const results = await Promise.allSettled(
      chosen.map((instance) => stopInstance(instance, { paths, reason: "stop", force })),
    );
    const failed = results.find((result) => result.status === "rejected");
    if (failed !== undefined) throw failed.reason;
    return stopView(results.flatMap((each) => each.status === "fulfilled" ? [each.value] : []));
  },
};

/** A server of a newer version may have other rules: it is left to that version. */
function refuseNewer(unusable: readonly UnusableRecord[]): void {
  const newer = unusable.find(({ reading }) => reading.kind === "newer");
  if (newer === undefined) return;
  throw new UserError(`Cannot stop the server on port ${newer.port}`, {
    code: "failed",
    reason: `A newer version of mpm-monitor wrote ${newer.path}`,
    hint: "Use that version to stop it, or remove the file when it does not run any more",
  });
}
