/** The store on SQLite: one file, one writer, readers in a thread of their own. */
import type { Store } from "../store.ts";
import { openFailure } from "./file/open_failure.ts";
import { realStorePath } from "./file/real_names.ts";
import { DEFAULT_RETENTION, type Retention } from "./file/retention.ts";
import { SqliteStore } from "./running_store.ts";
import { WorkerClient } from "./thread/worker_client.ts";

/** Where and how to open a store. */
export interface SqliteStoreOptions {
  /** The database file; it and its folder are made when missing. */
  readonly path: string;
  /** Called with what a person should know, such as that a damaged store was set aside. */
  readonly notice?: (line: string) => void;
  /** What to keep; {@linkcode DEFAULT_RETENTION} unless given. */
  readonly retention?: Retention;
  /** Whether what is stored has been redacted; it has unless this says false. */
  readonly redacts?: boolean | undefined;
}

/**
 * Opens a store for writing, and makes it when there is none. A damaged one is set aside.
 *
 * @throws {UserError} when another process writes to it, or it cannot be written
 */
export async function openSqliteStore(options: SqliteStoreOptions): Promise<Store> {
  const { notice = () => {}, retention = DEFAULT_RETENTION, redacts = true } = options;
  const path = realPathOf(options.path);
  const writer = new WorkerClient();
  const reader = new WorkerClient();
  try {
    const opened = await writer.call("openWriter", path);
    const { events } = await reader.call("openReader", path);
    if (!redacts) await writer.call("distrustRules", path);
    if (opened.setAside !== undefined) {
      notice(`The event store was damaged: it is now ${opened.setAside}, and a new one begins`);
    }
    // What an earlier start saved was reported then.
    const isNews = opened.setAside !== undefined || opened.salvage?.missing === undefined;
    return new SqliteStore({
      path,
      writer,
      reader,
      notice,
      retention,
      redacts,
      ...opened,
      salvage: isNews ? opened.salvage : null,
      events,
    });
  } catch (error) {
    writer.end();
    reader.end();
    throw openFailure(options.path, error);
  }
}

function realPathOf(path: string): string {
  try {
    return realStorePath(path);
  } catch (error) {
    throw openFailure(path, error);
  }
}
