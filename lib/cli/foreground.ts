import type { LaunchHooks, ServePlan } from "../daemon/launch_order.ts";
import { dashboardLink } from "../daemon/login_link.ts";
import { runUntilStopped } from "../daemon/run_until_stopped.ts";
import { serve } from "../daemon/serve.ts";
import type { CommandContext } from "./command.ts";
import { startedView } from "./views/start_view.ts";

/** What {@linkcode runForeground} needs. */
export interface ForegroundOptions {
  readonly hooks: LaunchHooks;
  readonly context: CommandContext;
}

/** Runs a server in this process, in front of the person, until it is told to end. */
export async function runForeground(
  plan: ServePlan,
  { hooks, context }: ForegroundOptions,
): Promise<void> {
  const instance = await serve(plan, { ...hooks, onLog: (line) => context.note(line) });
  const link = await dashboardLink({ ...plan, ...instance.facts });
  context.show(startedView(instance.facts, { token: plan.token, link }));
  await runUntilStopped(instance);
}
