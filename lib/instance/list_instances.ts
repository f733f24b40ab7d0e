import type { InstanceInfo } from "../contract/http.ts";
import { inspectInstances } from "./inspect.ts";
import type { StatePaths } from "./home/paths.ts";

/** Lists the instances of a state folder as `GET /api/instances` shows them. */
export async function listInstances(paths: StatePaths): Promise<InstanceInfo[]> {
  const { instances } = await inspectInstances(paths);
  return instances.map(({ record, state }) => ({
    port: record.port,
    dashboard_port: record.dashboard_port,
    pid: record.pid,
    version: record.version,
    started_at: record.started_at,
    state,
  }));
}
