import { UserError } from "../../user_error.ts";
import type { ServePlan } from "./launch_order.ts";

/** A server alone has about so many files, sockets and pipes open. */
const LEAST = 64;

/**
 * How many files and sockets a process that is started from here may have open, as the system says.
 * The runtime raises its own limit to the one that the system allows (the hard one).
 *
 * @returns `null` where there is no limit, or the system does not tell
 */
async function readDescriptorLimit(): Promise<number | null> {
  if (Deno.build.os === "windows") return null;
  const { stdout } = await new Deno.Command("/bin/sh", {
    args: ["-c", "ulimit -Hn"],
    stdin: "null",
    stderr: "null",
  }).output();
  const limit = Number(new TextDecoder().decode(stdout));
  return Number.isInteger(limit) && limit > 0 ? limit : null;
}

/**
 * Adds to a plan how many files its server may open.
 *
 * @throws {UserError} when it could not live with so few
 */
export async function withFiles(plan: ServePlan): Promise<ServePlan> {
  const files = await readDescriptorLimit();
  mustSuffice(files);
  return { ...plan, files };
}

/**
 * Makes sure that a server can live with so many open files.
 *
 * @throws {UserError} when it cannot
 */
function mustSuffice(limit: number | null): void {
  if (limit === null || limit >= LEAST) return;
  throw new UserError("Failed to start monitoring server", {
    code: "failed",
    reason: `Programs started from here may open ${limit} files at once, and it needs ${LEAST}`,
    hint: "Type 'ulimit -n 1024' in this shell, or raise the limit of whoever starts it",
  });
}
