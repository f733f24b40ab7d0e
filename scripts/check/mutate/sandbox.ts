import { UserError } from "../../../lib/user_error.ts";

/**
 * What a mutant's tests run under: processes and a network of their own, so that broken code which
 * signals the wrong process or takes the wrong port finds none but its own, and leaves none behind.
 */
const SANDBOX = [
  "unshare",
  "--map-root-user",
  "--net",
  "--pid",
  "--fork",
  "--mount-proc",
  "--kill-child",
  "sh",
  "-c",
  // The shell stays, since the first process of a namespace has to take in orphans.
  'ip link set lo up && "$@"; exit $?',
  "sh",
];

/** The command that a test is run under; throws a {@linkcode UserError} where there is none. */
export async function findSandbox(): Promise<readonly string[]> {
  const [program = "", ...args] = [...SANDBOX, "true"];
  try {
    const { success } = await new Deno.Command(program, { args, stderr: "null" }).output();
    if (success) return SANDBOX;
  } catch {
    // Said below.
  }
  throw new UserError("Mutants cannot be run on this system", {
    code: "failed",
    reason:
      "A broken copy of the program may signal any process, so it needs namespaces of its own.",
    hint: 'Run it on Linux, where "unshare" (util-linux) and "ip" (iproute2) are installed.',
  });
}
