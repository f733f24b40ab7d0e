import { GRACE } from "../instance/grace.ts";
import type { RunningInstance, StopReason } from "./serve.ts";
import { endSignal } from "./signals.ts";

/**
 * Waits until somebody asks the instance to end, and ends it. When that takes longer than
 * {@linkcode GRACE}, the process is ended as it is: what was acknowledged is on disk already.
 */
export async function runUntilStopped(
  instance: RunningInstance,
  ignored: readonly Deno.Signal[] = [],
): Promise<void> {
  using signal = endSignal(ignored);
  const reason = await Promise.race([
    instance.stopRequested,
    signal.received.then((): StopReason => "stop"),
  ]);
  const watchdog = setTimeout(() => {
    instance.log(`Could not end within ${GRACE} ms: ending at once`);
    Deno.exit(1);
  }, GRACE);
  await instance.close(reason);
  clearTimeout(watchdog);
}
