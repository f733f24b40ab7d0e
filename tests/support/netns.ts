import { skippedName } from "./need.ts";
import { readUntil } from "./read_until.ts";

/** A Linux network of its own, with a loopback that a test shapes. */
interface Netns extends AsyncDisposable {
  /** Runs a command, which follows as arguments, within it. */
  readonly under: readonly string[];
}

/** As root plainly; others need a user namespace, which some systems do not allow. */
const MAKE = Deno.uid() === 0 ? ["unshare", "-n"] : ["unshare", "-r", "-n"];

/**
 * Registers a test that runs in a network of its own; skipped, under a name that says so, where the
 * system does not allow that.
 *
 * @param shape commands that are run in the network first
 */
export function testInNetns(
  name: string,
  shape: string,
  fn: (under: readonly string[]) => Promise<void>,
): void {
  if (!hasNetns()) {
    Deno.test({ name: skippedName(name, ["unshare -n"]), ignore: true, fn: () => {} });
    return;
  }
  Deno.test(name, async () => {
    await using network = await makeNetns(shape);
    await fn(network.under);
  });
}

/** Whether this machine lets us have networks of our own. */
function hasNetns(): boolean {
  if (Deno.build.os !== "linux") return false;
  try {
    const [program = "", ...args] = [...MAKE, "sh", "-c", "ip link set lo up && nsenter --version"];
    return new Deno.Command(program, { args, stdout: "null", stderr: "null" }).outputSync().success;
  } catch {
    return false;
  }
}

async function makeNetns(shape: string): Promise<Netns> {
  const [program = "", ...args] = MAKE;
  const child = new Deno.Command(program, {
    args: [...args, "sh", "-ec", `ip link set lo up; ${shape}; echo ready; exec sleep 900`],
    stdin: "null",
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  await readUntil(child.stdout, "ready");
  const users = Deno.uid() === 0 ? [] : ["-U", "--preserve-credentials"];
  return {
    under: ["nsenter", "-t", `${child.pid}`, ...users, "-n"],
    async [Symbol.asyncDispose]() {
      child.kill("SIGKILL");
      await child.status;
    },
  };
}
