import { readConnections } from "../../instance/connections.ts";
import { inspectInstances, type Instance } from "../../instance/inspect.ts";
import { findUnrecorded } from "../../instance/find_unrecorded.ts";
import { type PortRange, portsOf } from "../../ports/range.ts";
import type { BadEndFacts } from "../../contract/http.ts";
import type { StatePaths } from "../../instance/home/paths.ts";
import { readBadEnd } from "../../instance/run_note.ts";
import { readService } from "../../service/read_service.ts";
import type { Command } from "../core/command.ts";
import { readSettings } from "../core/settings.ts";
import type { PortsFacts } from "../views/ports_view.ts";
import { statusView } from "../views/status_view.ts";

/** `status`: what runs, and how it is. */
export const status: Command = {
  name: "status",
  summary: "Show the running servers",
  options: [{ name: "show-ports", summary: "Show who uses the ports of the range" }],
  examples: [
    "mpm-monitor status",
    "mpm-monitor status --verbose",
    "mpm-monitor status --show-ports",
  ],
  async run({ verbose, json, options }) {
    const { paths, range } = readSettings();
    const { instances, unusable } = await inspectInstances(paths);
    const detailed = verbose || json;
    const servers = await Promise.all(
      instances.map(async (instance) => ({
        ...instance,
        badEnd: badEndOf(paths, instance),
        connections: detailed ? await readConnections(instance) : [],
      })),
    );
    // A look at each port takes time: only where somebody has lost a server, or wants to know all.
    const isRunning = instances.some(({ state }) => state !== "stale");
    const wantsAll = detailed || options["show-ports"] === true || !isRunning;
    const ports = [...wantsAll ? portsOf(range) : [], ...unusable.map(({ port }) => port)];
    return statusView({
      servers,
      unusable,
      service: await readService(paths),
      unrecorded: await findUnrecorded(ports, instances),
      verbose,
      ports: options["show-ports"] === true ? await portsFacts(range, instances) : null,
      now: Date.now(),
    });
  },
};

/** A server knows of the run before it; of one that has gone its files tell. */
function badEndOf(paths: StatePaths, { state, record, health }: Instance): BadEndFacts | null {
  return state === "stale" ? readBadEnd(paths, record.port) : health?.last_run ?? null;
}

/** Read only when it is asked for: the process table takes longer than all else here. */
async function portsFacts(range: PortRange, instances: readonly Instance[]): Promise<PortsFacts> {
  const { surveyPorts } = await import("../../instance/survey.ts");
  return { range, survey: await surveyPorts(portsOf(range), instances) };
}
