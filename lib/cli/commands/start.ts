import { DEFAULT_HOST } from "../../instance/home/host.ts";
import { inspectInstances } from "../../instance/inspect.ts";
import { takeLock } from "../../instance/home/lock.ts";
import { isRunning, type StartRequest } from "../../instance/launch/start.ts";
import type { Command } from "../core/command.ts";
import { runStart } from "../start/run_start.ts";
import { chooseSettings, refuseBoth } from "../../config/choose.ts";
import { readStartContext, START_OPTIONS } from "../start/start_options.ts";
import { readOwnConfig } from "../core/settings.ts";
import { presentView } from "../views/start_view.ts";

/** `start`: starts a server and returns when it is up. */
export const start: Command = {
  name: "start",
  summary: "Start a server",
  options: START_OPTIONS,
  examples: [
    "mpm-monitor start",
    "mpm-monitor start --port 8765",
    "mpm-monitor start --port 8770 --dashboard --dashboard-port 8771",
    "mpm-monitor start --foreground",
    "mpm-monitor start --force --port 8765",
  ],
  async run(context) {
    const { options } = context;
    refuseBoth(options, "background", "foreground");
    refuseBoth(options, "ensure", "foreground");
    const choices = chooseSettings(options, await readOwnConfig());
    const request: StartRequest = {
      ...readStartContext(context, choices),
      options: { host: DEFAULT_HOST, ...choices.server },
      mode: options["foreground"] === true ? "foreground" : "background",
    };
    if (options["ensure"] !== true) return await runStart(request, context);

    using _lock = await takeLock(request.paths);
    const { port } = request.options;
    const { instances } = await inspectInstances(request.paths);
    const present = instances.find((instance) =>
      isRunning(instance) && (port === undefined || instance.record.port === port)
    );
    return present === undefined ? await runStart(request, context) : presentView(present.record);
  },
};
