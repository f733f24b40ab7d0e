import { readUntil } from "../support/read_until.ts";
import type { FakeProgram } from "./fake_program.ts";

/**
 * Starts a Python program that holds a port, which it finds as `port`, and prints "ready" once it
 * does.
 *
 * @param under a command that runs it, which it follows as arguments
 */
export async function startPython(
  source: string,
  port: number,
  under: readonly string[] = [],
): Promise<FakeProgram> {
  const [program = "", ...args] = [...under, "/usr/bin/python3", "-c", `port = ${port}\n${source}`];
  const child = new Deno.Command(program, {
    args,
    cwd: "/",
    stdin: "null",
    stdout: "piped",
  }).spawn();
  await readUntil(child.stdout, "ready");
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
