import { UserError } from "../../user_error.ts";
import type { EventReader } from "../store.ts";
import { bytesOnDisk } from "./file/files.ts";
import { openFailure } from "./file/open_failure.ts";
import { parsePage } from "./read/parse_page.ts";
import { WorkerClient } from "./thread/worker_client.ts";

/**
 * Opens a store for reading only. A server may be writing to it, or none may be running.
 *
 * @throws {UserError} when there is no store, or it cannot be read
 */
export async function openSqliteReader(path: string): Promise<EventReader> {
  await mustExist(path);
  const worker = new WorkerClient();
  try {
    const { id } = await worker.call("openReader", path);
    return {
      id,
      page: async (request) => parsePage(await worker.call("page", request)),
      pageText: (request) => worker.call("page", request),
      aggregate: (request) => worker.call("aggregate", request),
      async stats() {
        const { events, last } = await worker.call("facts");
        return { events, last, bytes: await bytesOnDisk(path) };
      },
      async close() {
        await worker.call("close");
        worker.end();
      },
    };
  } catch (error) {
    worker.end();
    throw openFailure(path, error);
  }
}

async function mustExist(path: string): Promise<void> {
  try {
    await Deno.stat(path);
  } catch (cause) {
    if (!(cause instanceof Deno.errors.NotFound)) throw openFailure(path, cause);
    throw new UserError(`There is no event store at ${path}`, {
      code: "failed",
      hint: "Type 'mpm-monitor start' to begin one",
      cause,
    });
  }
}
