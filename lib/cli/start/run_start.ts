import { explainTaken } from "../../instance/launch/explain_taken.ts";
import { launch } from "../../instance/launch/launch.ts";
import type { ServeFacts } from "../../instance/launch/launch_order.ts";
import { dashboardLink } from "../../instance/login_link.ts";
import { localTime } from "../../instance/home/log_file.ts";
import { logPath, type StatePaths } from "../../instance/home/paths.ts";
import { type Preparation, prepareStart, type StartRequest } from "../../instance/launch/start.ts";
import { EXIT, type ExitCode } from "../../user_error.ts";
import type { Instance } from "../../instance/inspect.ts";
import { joinService } from "../../service/join_service.ts";
import { restartInstance } from "../../instance/launch/restart.ts";
import type { CommandContext, CommandResult } from "../core/command.ts";
import { othersNotes, passedOverNotes, portNotes, reachNotes, tokenNotes } from "./start_notes.ts";
import { ownManager } from "../service/own_manager.ts";
import type { ShownRecord } from "../views/server_view.ts";
import { restartedView } from "../views/restart_view.ts";
import { presentView, startedView } from "../views/start_view.ts";

/** Starts a server, or shows the one that holds the asked port already. */
export async function runStart(
  request: StartRequest,
  context: CommandContext,
): Promise<CommandResult | ExitCode> {
  const prepared = await prepareStart(request);
  const { plan, hooks, running, reclaimer } = prepared;
  const present = running.find(({ record }) => record.port === request.options.port);
  if (present !== undefined) {
    if (!request.force) return presentView(present.record);
    // Replaced and not ended first: when the new one cannot run, the old one goes on.
    if (request.mode === "background") return await replace(present, request);
  }
  const announce = (facts: ServeFacts) => announceStart(facts, { ...prepared, request, context });
  try {
    if (request.mode === "foreground") {
      const { runForeground } = await import("./foreground.ts");
      await runForeground(plan, { hooks, announce, note: context.note });
    } else {
      await announce(await launch({ paths: request.paths, plan, hooks }));
      const note = await joinService(request.paths, ownManager);
      if (note !== null) context.note(note);
    }
    return EXIT.ok;
  } catch (error) {
    throw await explainTaken(error, { request, reclaimer });
  }
}

async function replace(present: Instance, request: StartRequest): Promise<CommandResult> {
  const { options } = request;
  const restarted = await restartInstance(present, {
    ...request,
    changes: {},
    dashboard: false,
    fresh: options,
  });
  return restartedView([restarted]);
}

interface Started extends Preparation {
  readonly request: StartRequest;
  readonly context: CommandContext;
}

/** Shows what has started, and after it what is worth knowing about it. */
async function announceStart(
  facts: ServeFacts,
  { plan, running, reclaimer, request, context }: Started,
): Promise<void> {
  context.show(startedView(facts, {
    token: plan.token,
    link: await dashboardLink({ ...plan, ...facts }),
    details: context.verbose ? detailsOf(facts, request.paths) : [],
  }));
  const notes = [
    ...facts.notices ?? [],
    ...othersNotes(running.filter(({ record }) => record.port !== facts.port)),
    ...await passedOverNotes(reclaimer),
    ...portNotes(facts, request.range),
    ...reachNotes(facts, plan.token),
    ...tokenNotes(facts),
  ];
  for (const line of notes) context.note(line);
}

/** What somebody wants to know who looks for a fault. */
function detailsOf(record: ShownRecord, paths: StatePaths): [string, string][] {
  return [
    ["Host", record.host],
    ["Dashboard Port", record.dashboard_port?.toString() ?? "none"],
    ["Started", localTime(new Date(record.started_at))],
    ["Version", record.version],
    ["Executable", record.executable],
    ["Store", record.store],
    ["Log", logPath(paths, record.port)],
  ];
}
