import { basename } from "@std/path/basename";
import { join } from "@std/path/join";
import { resolve } from "@std/path/resolve";
import { readOwnConfig } from "../core/settings.ts";
import { inspectInstances, type Instance } from "../../instance/inspect.ts";
import { type StatePaths, storePath } from "../../instance/home/paths.ts";

/** An event store of this user. */
export interface KnownStore {
  readonly path: string;
  /** The server that writes to it now; `null` where none does. */
  readonly writer: Instance | null;
  /** `null` where it belongs to no port. */
  readonly port: number | null;
}

/**
 * The stores of running servers, those in the state folder, and the one that the settings name.
 *
 * @param port only that of this port
 */
export async function listStores(paths: StatePaths, port?: number): Promise<KnownStore[]> {
  const { instances } = await inspectInstances(paths);
  const written = instances.filter(({ state }) => state !== "stale").map((writer): KnownStore => ({
    path: resolve(writer.record.store),
    writer,
    port: writer.record.port,
  }));
  const own = written.filter((store) => port === undefined || store.port === port);
  if (port !== undefined) {
    return own.length > 0 ? own : [{ path: storePath(paths, port), writer: null, port }];
  }
  const known = new Set(written.map(({ path }) => path));
  const others = [...storesIn(paths.stores), ...await namedStore()];
  return [...own, ...others.filter(({ path }) => !known.has(path))];
}

async function namedStore(): Promise<KnownStore[]> {
  const given = (await readOwnConfig()).get("store")?.value;
  return given === undefined ? [] : [{ path: resolve(given), writer: null, port: null }];
}

function storesIn(folder: string): KnownStore[] {
  try {
    return [...Deno.readDirSync(folder)].flatMap(({ name }): KnownStore[] => {
      const port = Number(/^(\d+)\.db$/.exec(basename(name))?.[1]);
      return port > 0 ? [{ path: join(folder, name), writer: null, port }] : [];
    }).sort((one, other) => (one.port ?? 0) - (other.port ?? 0));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}
