import { DEFAULT_HOST } from "../../instance/home/host.ts";
import { inspectInstances } from "../../instance/inspect.ts";
import { takeLock } from "../../instance/home/lock.ts";
import { isRunning, type StartRequest } from "../../instance/launch/start.ts";
import type { Command } from "../core/command.ts";
import { runStart } from "../start/run_start.ts";
import { exclude, readChanges, readCircumstances, START_OPTIONS } from "../start/start_options.ts";
import { readOwnConfig } from "../core/settings.ts";
import { presentView } from "../views/start_view.ts";
import { withSettings } from "../core/with_settings.ts";

/** `start`: starts a server and returns when it is up. */
export const start: Command = {
  name: "start",
  summary: "Start a server",
  options: Object.values(START_OPTIONS),
  examples: [
    "mpm-monitor start",
    "mpm-monitor start --port 8765",
    "mpm-monitor start --port 8770 --dashboard --dashboard-port 8771",
    "mpm-monitor start --foreground",
    "mpm-monitor start --force --port 8765",
  ],
  async run(context) {
    exclude(context.options, "background", "foreground");
    exclude(context.options, "ensure", "foreground");
    const options = withSettings(context.options, await readOwnConfig());
    const request: StartRequest = {
      ...readCircumstances({ ...context, options }),
      options: { host: DEFAULT_HOST, ...readChanges(options) },
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
