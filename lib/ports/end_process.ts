import { delay } from "@std/async/delay";
import { processStatusOf, type ReadProcessStarts, readProcessStarts } from "./process_start.ts";
import type { ProcessInfo } from "./table/types.ts";

/** How {@linkcode endProcess} reaches the system. */
export interface EndOptions {
  readonly readStarts?: ReadProcessStarts;
  readonly kill?: (pid: number, signal: Deno.Signal) => void;
  readonly sleep?: (ms: number) => Promise<void>;
  /** Milliseconds since some point in time. */
  readonly now?: () => number;
  /**
   * Proves that it is still this process that is in the way, right before the first signal; `null`
   * when that cannot be known, and then nothing is sent.
   */
  readonly isInTheWay?: () => Promise<boolean | null>;
}

/** Milliseconds between the polite signal and the last one. */
export const END_GRACE = 2_000;

/**
 * Ends a process: asks it by SIGTERM, waits up to {@linkcode END_GRACE}, then SIGKILL. Before each
 * signal it looks whether the PID still names the same process.
 *
 * @returns whether it is gone, or out of the way by itself
 */
export async function endProcess(
  { pid, start }: Pick<ProcessInfo, "pid" | "start">,
  options: EndOptions = {},
): Promise<boolean> {
  const {
    readStarts = readProcessStarts,
    kill = Deno.kill,
    sleep = (ms) => delay(ms),
    now = () => performance.now(),
    isInTheWay = () => Promise.resolve(true),
  } = options;
  if (start === null) return false;

  const status = async () => processStatusOf({ pid, start }, await readStarts([pid]));
  for (const signal of ["SIGTERM", "SIGKILL"] as const) {
    const before = await status();
    if (before !== "there") return before === "gone";
    if (signal === "SIGTERM") {
      const inTheWay = await isInTheWay();
      if (inTheWay !== true) return inTheWay === false;
    }
    trySignal(kill, pid, signal);
    const deadline = now() + END_GRACE;
    while (now() < deadline) {
      await sleep(25);
      if (await status() === "gone") return true;
    }
  }
  return await status() === "gone";
}

function trySignal(
  kill: (pid: number, signal: Deno.Signal) => void,
  pid: number,
  signal: Deno.Signal,
): void {
  try {
    kill(pid, signal);
  } catch (error) {
    // It was faster, or it is not ours to end: whoever waits for its end sees which.
    const expected = error instanceof Deno.errors.NotFound ||
      error instanceof Deno.errors.PermissionDenied;
    if (!expected) throw error;
  }
}
