import { inspectInstances } from "../../instance/inspect.ts";
import { type StatePaths, storePath } from "../../instance/home/paths.ts";
import type { PortRange } from "../../ports/range.ts";
import { openSqliteReader } from "../../store/sqlite/open_reader.ts";
import type { EventReader } from "../../store/store.ts";

/**
 * Opens the stored events of a port for reading, whether its server runs or not: of the named port,
 * else of the first running server, else of the range's first port.
 *
 * @throws {UserError} when there are none, or they cannot be read
 */
export async function openEvents(
  { paths, range }: { readonly paths: StatePaths; readonly range: PortRange },
  port: number | undefined,
): Promise<EventReader> {
  const { instances } = await inspectInstances(paths);
  const instance = instances.find(({ record }) => port === undefined || record.port === port);
  const path = instance?.record.store ?? storePath(paths, port ?? range.first);
  return await openSqliteReader(path);
}
