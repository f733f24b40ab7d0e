import { UserError } from "../../user_error.ts";
import { isLoopback } from "../../address.ts";
import type { Environment } from "./paths.ts";
import type { StartOptions } from "../../config/settings.ts";

/** Name of the variable that chooses the token. */
export const TOKEN_VARIABLE = "MPM_MONITOR_TOKEN";

/** Characters that a token of somebody's own choice has at least. */
const FEWEST_CHARACTERS = 16;

/** Whether a server with these options asks for a token. */
export function needsToken({ host, token }: Pick<StartOptions, "host" | "token">): boolean {
  return token === "always" || (token !== "never" && !isLoopback(host));
}

/**
 * The token of a server: the one of the environment, else the former one, else a new one.
 *
 * @param former of the same server before a restart, so that its readers stay let in
 * @returns `null` when none is asked for
 * @throws {UserError} when the one of the environment is too short to keep anybody out
 */
export function chooseToken(
  options: StartOptions,
  env: Environment,
  former: string | null = null,
): string | null {
  if (!needsToken(options)) return null;
  const given = env(TOKEN_VARIABLE);
  if (!given) return former ?? newToken();
  if (given.length >= FEWEST_CHARACTERS) return given;
  throw new UserError(`The token in ${TOKEN_VARIABLE} is too short`, {
    code: "usage",
    reason: `It has ${given.length} characters`,
    hint: `Use at least ${FEWEST_CHARACTERS}, or leave it out to get one made`,
  });
}

function newToken(): string {
  return crypto.randomUUID().replaceAll("-", "");
}
