import type { Command } from "../core/command.ts";
import { runRestart } from "../start/run_restart.ts";
import { chooseSettings } from "../../config/choose.ts";
import { readStartContext, RESTART_OPTIONS } from "../start/start_options.ts";

/** `restart`: the same servers again, with the same or updated options. */
export const restart: Command = {
  name: "restart",
  summary: "Restart a server with the same or updated options",
  options: RESTART_OPTIONS,
  examples: [
    "mpm-monitor restart",
    "mpm-monitor restart --port 8770",
    "mpm-monitor restart --dashboard-port 8766",
  ],
  async run(context) {
    const choices = chooseSettings(context.options);
    return await runRestart({
      ...readStartContext(context, choices),
      changes: choices.server,
      dashboard: context.options["dashboard"] === true,
    }, context);
  },
};
