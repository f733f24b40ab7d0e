import { endProcess } from "./end_process.ts";
import { holdsPort } from "./holds_port.ts";
import type { ProcessInfo } from "./table/types.ts";

/**
 * Ends a process because it holds a port, which is proved right before the first signal.
 *
 * @returns whether it is gone, or holds the port no more
 */
export function endHolder(
  holder: Pick<ProcessInfo, "pid" | "start">,
  port: number,
): Promise<boolean> {
  return endProcess(holder, { isInTheWay: () => holdsPort(holder.pid, port) });
}
