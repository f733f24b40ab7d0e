import process from "node:process";

/**
 * Whether a process has this PID, without running any tool: it takes microseconds. Another process
 * may have it by now, and one that nobody has waited for yet counts.
 *
 * @returns `null` where this system does not say
 */
export function isPidTaken(pid: number): boolean | null {
  try {
    // No signal at all: only whether one could be sent.
    return process.kill(pid, 0);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : null;
    if (code === "ESRCH") return false;
    return code === "EPERM" ? true : null;
  }
}
