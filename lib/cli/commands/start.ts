import { resolve } from "@std/path";
import { launch } from "../../daemon/launch.ts";
import type { Instance } from "../../daemon/inspect.ts";
import { explainTaken, prepareStart, type StartRequest } from "../../daemon/start.ts";
import type { StartOptions } from "../../daemon/record.ts";
import { formatRange } from "../../ports/range.ts";
import { EXIT, UserError } from "../../user_error.ts";
import type { Command, CommandContext, OptionValues } from "../command.ts";
import { hostOption, portOption, readSettings, textOption } from "../settings.ts";
import { presentView, startedView } from "../views/start_view.ts";

/** `start`: starts a server and returns when it is up. */
export const start: Command = {
  name: "start",
  summary: "Start a server",
  options: [
    {
      name: "port",
      value: "PORT",
      summary: "Port of the server; the first usable one of 8765-8785 unless given",
    },
    { name: "host", value: "HOST", summary: "Host to listen on (default: localhost)" },
    { name: "dashboard", summary: "Enable the web dashboard (default)" },
    { name: "no-dashboard", summary: "Start without the web dashboard" },
    { name: "dashboard-port", value: "PORT", summary: "Port of the dashboard (default: 8766)" },
    { name: "background", summary: "Run as a daemon (default)" },
    { name: "foreground", summary: "Run in this terminal until Ctrl-C" },
    { name: "store", value: "FILE", summary: "File of the event store; one a port unless given" },
  ],
  examples: [
    "mpm-monitor start",
    "mpm-monitor start --port 8765",
    "mpm-monitor start --port 8770 --dashboard --dashboard-port 8771",
    "mpm-monitor start --foreground",
  ],
  async run(context) {
    const request = readRequest(context.options);
    const { plan, present, running, onTaken } = await prepareStart(request);
    if (present !== null) return presentView(present.record);
    try {
      if (request.mode === "foreground") {
        const { runForeground } = await import("../foreground.ts");
        await runForeground(plan, { onTaken, context });
        return EXIT.ok;
      }
      const facts = await launch({ paths: request.paths, plan, onTaken });
      tellOthers(running, context);
      tellPorts(facts, request, context);
      return startedView(facts);
    } catch (error) {
      throw await explainTaken(error, request);
    }
  },
};

function readRequest(options: OptionValues): StartRequest {
  exclude(options, "background", "foreground");
  exclude(options, "dashboard", "no-dashboard");
  exclude(options, "dashboard-port", "no-dashboard");
  const port = portOption(options, "port");
  const dashboardPort = portOption(options, "dashboard-port");
  if (port !== undefined && port === dashboardPort) {
    throw new UserError("Options --port and --dashboard-port name the same port", {
      code: "usage",
      hint: "Give the dashboard another port, or leave --dashboard-port out",
    });
  }
  const store = textOption(options, "store");
  const chosen: StartOptions = {
    host: hostOption(options),
    ...(port === undefined ? {} : { port }),
    ...(options["no-dashboard"] === true ? { dashboard_port: null } : {}),
    ...(dashboardPort === undefined ? {} : { dashboard_port: dashboardPort }),
    ...(store === undefined ? {} : { store: resolve(store) }),
  };
  const mode = options["foreground"] === true ? "foreground" : "background";
  return { ...readSettings(), options: chosen, mode };
}

function exclude(options: OptionValues, one: string, other: string): void {
  if (options[one] === undefined || options[other] === undefined) return;
  throw new UserError(`Options --${one} and --${other} exclude each other`, {
    code: "usage",
    hint: "Use only one of them",
  });
}

function tellOthers(running: readonly Instance[], context: CommandContext): void {
  for (const { record } of running) {
    context.note(`Another server runs already on port ${record.port} (process ${record.pid})`);
  }
}

/** Claude MPM's hooks know one port: whoever starts elsewhere has to point them there. */
function tellPorts(
  { port, dashboard_port, options }: {
    port: number;
    dashboard_port: number | null;
    options: StartOptions;
  },
  { range }: StartRequest,
  context: CommandContext,
): void {
  if (port !== 8765) {
    context.note(
      `Claude MPM's hooks send to port 8765; to point them here: ` +
        `export CLAUDE_MPM_SERVER_PORT=${port} CLAUDE_MPM_SOCKETIO_PORT=${port}`,
    );
  }
  if (dashboard_port === null && options.dashboard_port !== null) {
    context.note(
      `No port of ${formatRange(range)} is free for the dashboard: port ${port} serves it as well`,
    );
  }
}
