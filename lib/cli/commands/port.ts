import { DEFAULT_HOST } from "../../instance/home/host.ts";
import { inspectInstances } from "../../instance/inspect.ts";
import { parsePort } from "../../ports/range.ts";
import type { Command } from "../core/command.ts";
import { runRestart } from "../start/run_restart.ts";
import { runStart } from "../start/run_start.ts";
import { readOwnConfig } from "../core/settings.ts";
import { readChanges, readCircumstances, START_OPTIONS } from "../start/start_options.ts";
import { withSettings } from "../core/with_settings.ts";

/** `port`: a server on this port, whether one runs there already or not. */
export const port: Command = {
  name: "port",
  summary: "Start or restart a server on one port",
  usage: "<PORT>",
  args: { min: 1, max: 1 },
  options: [START_OPTIONS.host, START_OPTIONS.force, START_OPTIONS.noReclaim],
  examples: ["mpm-monitor port 8765", "mpm-monitor port 8765 --force"],
  async run(context) {
    const chosen = parsePort(context.args[0] ?? "", "PORT");
    const circumstances = readCircumstances(context);
    const changes = { ...readChanges(context.options), port: chosen };
    const { instances } = await inspectInstances(circumstances.paths);
    const runs = instances.some(({ record, state }) => record.port === chosen && state !== "stale");
    if (runs) return await runRestart({ ...circumstances, changes, dashboard: false }, context);
    const options = withSettings(context.options, await readOwnConfig());
    return await runStart({
      ...readCircumstances({ ...context, options }),
      options: { host: DEFAULT_HOST, ...readChanges(options), port: chosen },
      mode: "background",
    }, context);
  },
};
