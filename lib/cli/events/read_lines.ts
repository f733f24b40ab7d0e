import { lineBatches } from "../../ingest/line_batches.ts";
import { openInput } from "../core/open_input.ts";

/**
 * Reads a file, or standard input for `-`, line by line.
 *
 * @throws {UserError} when it cannot be opened
 */
export async function* readLines(source: string): ReturnType<typeof lineBatches> {
  yield* lineBatches(await openInput(source, "one JSON object a line"));
}
