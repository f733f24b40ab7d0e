import { withFiles } from "../../instance/launch/descriptors.ts";
import type { LaunchHooks, ServeFacts, ServePlan } from "../../instance/launch/launch_order.ts";
import { keepAfterErrors } from "../../daemon/keep_after_errors.ts";
import { runUntilStopped } from "../../daemon/run_until_stopped.ts";
import { serve } from "../../daemon/serve.ts";

/** What {@linkcode runForeground} needs. */
export interface ForegroundOptions {
  readonly hooks: LaunchHooks;
  /** Shows the server once it is up. */
  readonly announce: (facts: ServeFacts) => Promise<void>;
  /** Sees the lines of the log. */
  readonly note: (line: string) => void;
}

/** Runs a server in this process, in front of the person, until it is told to end. */
export async function runForeground(
  plan: ServePlan,
  { hooks, announce, note }: ForegroundOptions,
): Promise<void> {
  const instance = await serve(await withFiles(plan), { ...hooks, onLog: note });
  keepAfterErrors(instance.complain);
  await announce(instance.facts);
  await runUntilStopped(instance);
}
