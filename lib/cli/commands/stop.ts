import { inspectInstances, type UnusableRecord } from "../../instance/inspect.ts";
import { stopInstance } from "../../instance/stop.ts";
import { findUnrecorded } from "../../instance/find_unrecorded.ts";
import { stopUnrecorded } from "../../instance/launch/stop_unrecorded.ts";
import { portsOf } from "../../ports/range.ts";
import { unrecordedLine } from "../views/unrecorded_line.ts";
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
  async run({ options, note }) {
    const port = portOption(options, "port");
    const { paths, range } = readSettings();
    const { instances, unusable } = await inspectInstances(paths);
    refuseNewer(unusable.filter((each) => port === undefined || each.port === port));
    const chosen = instances.filter(({ record }) => port === undefined || record.port === port);
    const isForced = options["force"] === true;
    if (port !== undefined && !chosen.some(({ state }) => state !== "stale")) {
      return stopView([await stopUnrecorded(port, { paths, instances, force: isForced })]);
    }
    const force = isForced ? "at once" : "no";
    const results = await Promise.allSettled(
      chosen.map((instance) => stopInstance(instance, { paths, reason: "stop", force })),
    );
    const failed = results.find((result) => result.status === "rejected");
    if (failed !== undefined) throw failed.reason;
    const stopped = results.flatMap((each) => each.status === "fulfilled" ? [each.value] : []);
    const ports = [...portsOf(range), ...unusable.map((each) => each.port)];
    if (port === undefined) {
      for (const each of await findUnrecorded(ports, instances)) note(unrecordedLine(each));
    }
    return stopView(stopped);
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
