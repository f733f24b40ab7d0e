import { dirname } from "@std/path/dirname";
import { join } from "@std/path/join";
import type { Sandbox } from "../support/cli.ts";
import { readUntil } from "../support/read_until.ts";

/** A program of a test's own that listens on a port. It ends with its scope. */
export interface FakeProgram extends AsyncDisposable {
  readonly pid: number;
  /** Resolves when it has ended, with the signal that ended it. */
  readonly ended: Promise<Deno.Signal | null>;
}

const SCRIPT = `
const listener = Deno.listen({ hostname: "127.0.0.1", port: Number(Deno.args[0]) });
console.log("listening");
for await (const connection of listener) connection.close();
`;

/**
 * Starts a script that holds a port, from a path of its own below the sandbox's folder.
 *
 * @param path such as `claude-mpm/scripts/debug_x.ts`
 */
export async function startFakeProgram(
  sandbox: Sandbox,
  path: string,
  port: number,
): Promise<FakeProgram> {
  const file = join(sandbox.folder, path);
  await Deno.mkdir(dirname(file), { recursive: true });
  await Deno.writeTextFile(file, SCRIPT);
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "-q", "--no-config", "--allow-net", file, `${port}`],
    cwd: sandbox.folder,
    stdin: "null",
    stdout: "piped",
  }).spawn();
  await readUntil(child.stdout, "listening");
  return {
    pid: child.pid,
    ended: child.status.then(({ signal }) => signal),
    async [Symbol.asyncDispose]() {
      try {
        child.kill("SIGKILL");
      } catch {
        // It was ended by the command under test.
      }
      await child.status;
    },
  };
}
