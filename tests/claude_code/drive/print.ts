import type { World } from "./world.ts";

/** A turn in print mode that has ended. */
export interface Printed {
  readonly id: string;
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A turn in print mode that goes on. */
export interface Printing {
  readonly id: string;
  readonly pid: number;
  readonly ended: Promise<Printed>;
  kill(signal: Deno.Signal): void;
}

/** Starts one turn in print mode; all tools are allowed unless `args` say something else. */
export function startPrint(
  world: World,
  prompt: string,
  args: readonly string[] = ["--dangerously-skip-permissions"],
): Printing {
  const id = crypto.randomUUID();
  const child = new Deno.Command(world.claude, {
    args: ["-p", prompt, "--session-id", id, ...args],
    cwd: world.project,
    env: { ...world.env },
    clearEnv: true,
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const decoder = new TextDecoder();
  const ended = child.output().then(({ code, stdout, stderr }) => ({
    id,
    code,
    stdout: decoder.decode(stdout),
    stderr: decoder.decode(stderr),
  }));
  const kill = (signal: Deno.Signal) => {
    try {
      child.kill(signal);
    } catch {
      // It has ended already.
    }
  };
  return { id, pid: child.pid, ended, kill };
}
