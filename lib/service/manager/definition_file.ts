import { readText, replaceText } from "../../integrate/files.ts";
import { UserError } from "../../user_error.ts";
import { isOurs } from "./definition.ts";

/**
 * Replaces a definition in one step, or removes it with `null`.
 *
 * @throws {UserError} when somebody else has written the one that is there; then it stays
 */
export async function replaceDefinition(path: string, next: string | null): Promise<void> {
  const now = await readOwnDefinition(path);
  if (now !== next) await replaceText(path, { now, next });
}

/**
 * Reads a definition that this program has written; `null` where there is none.
 *
 * @throws {UserError} when somebody else has written it
 */
export async function readOwnDefinition(path: string): Promise<string | null> {
  const info = await Deno.lstat(path).catch(() => null);
  const text = info?.isSymlink ? "" : await readText(path);
  if (text !== null && !isOurs(text)) throw foreignDefinition(path);
  return text;
}

/** The refusal to touch what somebody else has written. */
export function foreignDefinition(what: string): UserError {
  return new UserError("There is another service in its place", {
    code: "failed",
    reason: `mpm-monitor has not written ${what}`,
    hint: "Look who needs it, remove it, and run the same command again",
  });
}
