import { inspectInstances, type Instance } from "../../instance/inspect.ts";
import type { StatePaths } from "../../instance/home/paths.ts";
import { findUnrecorded } from "../../instance/find_unrecorded.ts";
import { unrecordedLine } from "../views/unrecorded_line.ts";
import { UserError } from "../../user_error.ts";

/**
 * Finds the running instance that a command is about: the one whose own port or dashboard's is the
 * named one, else the first.
 *
 * @throws {UserError} when there is none
 */
export async function chooseInstance(
  paths: StatePaths,
  port: number | undefined,
): Promise<Instance> {
  const { instances } = await inspectInstances(paths);
  const found = instances.find(({ record, state }) =>
    state !== "stale" &&
    (port === undefined || record.port === port || record.dashboard_port === port)
  );
  if (found !== undefined) return found;
  const unrecorded = port === undefined ? [] : await findUnrecorded([port], instances);
  throw new UserError(
    port === undefined ? "No server is running" : `Server on port ${port} is not running`,
    {
      code: "notRunning",
      reason: unrecorded.map(unrecordedLine).join("; ") || undefined,
      hint: "Use 'mpm-monitor start' to start the server",
    },
  );
}
