import { systemReason } from "../../instance/home/files.ts";
import { UserError } from "../../user_error.ts";

/**
 * Opens a file that a person names, or standard input for `-`.
 *
 * @param what what the file holds, for the person: `one JSON object a line`
 * @throws {UserError} when it cannot be opened
 */
export async function openInput(
  source: string,
  what: string,
): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> {
  if (source === "-") return Deno.stdin.readable;
  const hint = `Give the path of a file with ${what}, or - for standard input`;
  try {
    const file = await Deno.open(source);
    if (!(await file.stat()).isDirectory) return file.readable;
    file.close();
  } catch (cause) {
    throw new UserError(
      cause instanceof Deno.errors.NotFound ? `There is no file "${source}"` : cannot(source),
      {
        code: cause instanceof Deno.errors.PermissionDenied ? "permissionDenied" : "failed",
        reason: cause instanceof Deno.errors.NotFound ? undefined : systemReason(cause),
        hint,
        cause,
      },
    );
  }
  throw new UserError(cannot(source), { code: "failed", reason: "It is a folder", hint });
}

function cannot(source: string): string {
  return `Cannot read "${source}"`;
}
