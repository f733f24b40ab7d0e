import { readConnections } from "../../daemon/connections.ts";
import { inspectInstances } from "../../daemon/inspect.ts";
import type { Command } from "../command.ts";
import { programName, readSettings } from "../settings.ts";
import { statusView } from "../views/status_view.ts";

/** `status`: what runs, and how it is. */
export const status: Command = {
  name: "status",
  summary: "Show the running servers",
  options: [],
  examples: ["mpm-monitor status", "mpm-monitor status --verbose"],
  async run({ verbose, json }) {
    const { paths } = readSettings();
    const { instances, unusable } = await inspectInstances(paths);
    const detailed = verbose || json;
    const servers = await Promise.all(
      instances.map(async (instance) => ({
        ...instance,
        connections: detailed ? await readConnections(instance) : [],
      })),
    );
    return statusView({ servers, unusable, verbose, now: Date.now(), program: programName() });
  },
};
