import { explainTaken } from "../daemon/explain_taken.ts";
import { isAnyAddress, isLoopbackHost, pageUrl } from "../daemon/host.ts";
import type { Instance } from "../daemon/inspect.ts";
import { launch } from "../daemon/launch.ts";
import { dashboardLink } from "../daemon/login_link.ts";
import { prepareStart, type StartRequest } from "../daemon/start.ts";
import { DEFAULT_RANGE, formatRange } from "../ports/range.ts";
import { EXIT, type ExitCode } from "../user_error.ts";
import type { CommandContext, CommandResult } from "./command.ts";
import type { ShownRecord } from "./views/server_view.ts";
import { presentView, startedView } from "./views/start_view.ts";

/** Starts a server, or shows the one that holds the asked port already. */
export async function runStart(
  request: StartRequest,
  context: CommandContext,
): Promise<CommandResult | ExitCode> {
  const { plan, hooks, running, reclaimer } = await prepareStart(request);
  const present = running.find(({ record }) => record.port === request.options.port);
  if (present !== undefined && !request.force) return presentView(present.record);
  try {
    if (request.mode === "foreground") {
      const { runForeground } = await import("./foreground.ts");
      await runForeground(plan, { hooks, context });
      return EXIT.ok;
    }
    const facts = await launch({ paths: request.paths, plan, hooks });
    tellOthers(running.filter(({ record }) => record.port !== facts.port), context);
    tellPorts(facts, request, context);
    tellReach(facts, plan.token, context);
    return startedView(facts, {
      token: plan.token,
      link: await dashboardLink({ ...plan, ...facts }),
    });
  } catch (error) {
    throw await explainTaken(error, request, reclaimer);
  }
}

function tellOthers(running: readonly Instance[], context: CommandContext): void {
  for (const { record } of running) {
    context.note(`Another server runs already on port ${record.port} (PID ${record.pid})`);
  }
}

/** Says who else can reach the server, where that is more than this machine. */
function tellReach(
  { host, port }: ShownRecord,
  token: string | null,
  context: CommandContext,
): void {
  if (isLoopbackHost(host)) return;
  const name = isAnyAddress(host) ? Deno.hostname() : host;
  context.note(
    token === null
      ? `Everybody who reaches ${pageUrl(name, port)} can read and send all events`
      : `Other machines reach it at ${pageUrl(name, port)}, with the token`,
  );
}

/** Claude MPM's hooks know one port: whoever starts elsewhere has to point them there. */
function tellPorts(
  { port, dashboard_port, options }: ShownRecord,
  { range }: StartRequest,
  context: CommandContext,
): void {
  if (port !== DEFAULT_RANGE.first) {
    context.note(
      `Claude MPM's hooks send to port ${DEFAULT_RANGE.first}. To point them here: ` +
        `export CLAUDE_MPM_SERVER_PORT=${port} CLAUDE_MPM_SOCKETIO_PORT=${port}`,
    );
  }
  if (dashboard_port === null && options.dashboard_port !== null) {
    context.note(
      `No port of ${formatRange(range)} is free for the dashboard: port ${port} serves it as well`,
    );
  }
}
