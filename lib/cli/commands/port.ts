import { DEFAULT_HOST } from "../../instance/home/host.ts";
import { inspectInstances } from "../../instance/inspect.ts";
import { parsePort } from "../../ports/range.ts";
import type { Command } from "../core/command.ts";
import { runRestart } from "../start/run_restart.ts";
import { runStart } from "../start/run_start.ts";
import { readOwnConfig, readSettings } from "../core/settings.ts";
import { chooseSettings } from "../../config/choose.ts";
import { PORT_OPTIONS, readStartContext } from "../start/start_options.ts";

/** `port`: a server on this port, whether one runs there already or not. */
export const port: Command = {
  name: "port",
  summary: "Start or restart a server on one port",
  usage: "<PORT>",
  args: { min: 1, max: 1 },
  options: PORT_OPTIONS,
  examples: ["mpm-monitor port 8765", "mpm-monitor port 8765 --force"],
  async run(context) {
    const chosen = parsePort(context.args[0] ?? "", "PORT");
    const asked = chooseSettings(context.options);
    const changes = { ...asked.server, port: chosen };
    const { instances } = await inspectInstances(readSettings().paths);
    const runs = instances.some(({ record, state }) => record.port === chosen && state !== "stale");
    if (runs) {
      const request = { ...readStartContext(context, asked), changes, dashboard: false };
      return await runRestart(request, context);
    }
    const choices = chooseSettings(context.options, await readOwnConfig());
    return await runStart({
      ...readStartContext(context, choices),
      options: { host: DEFAULT_HOST, ...choices.server, port: chosen },
      mode: "background",
    }, context);
  },
};
