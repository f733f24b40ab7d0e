import { lineBatches } from "../../ingest/line_batches.ts";
import { UserError } from "../../user_error.ts";

/**
 * Reads a file, or standard input for `-`, line by line.
 *
 * @throws {UserError} when it cannot be opened
 */
export async function* readLines(source: string): ReturnType<typeof lineBatches> {
  yield* lineBatches(await open(source));
}

async function open(source: string): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> {
  if (source === "-") return Deno.stdin.readable;
  try {
    return (await Deno.open(source)).readable;
  } catch (cause) {
    throw new UserError(`Cannot read "${source}"`, {
      code: cause instanceof Deno.errors.PermissionDenied ? "permissionDenied" : "failed",
      reason: cause instanceof Error ? cause.message : String(cause),
      hint: "Give the path of a file with one JSON object a line, or '-' for standard input",
      cause,
    });
  }
}
