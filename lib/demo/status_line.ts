import type { JsonObject } from "../events/event.ts";

/** What a status line is drawn from. */
export interface StatusLineOptions {
  readonly session: string;
  readonly project: string;
  readonly model: string;
  /** Dollars so far. */
  readonly cost: number;
  /** Share of the context window in use, from 0 to 1. */
  readonly context: number;
}

const CONTEXT_SIZE = 200_000;

/** What Claude Code hands to its status line. */
export function statusLine(options: StatusLineOptions): JsonObject {
  const { session, project, model, cost, context } = options;
  const percent = Math.round(context * 100);
  return {
    session_id: session,
    cwd: project,
    workspace: { current_dir: project, project_dir: project },
    model: { id: model },
    cost: { total_cost_usd: Math.round(cost * 1e4) / 1e4 },
    context_window: {
      context_window_size: CONTEXT_SIZE,
      total_input_tokens: Math.round(context * CONTEXT_SIZE),
      used_percentage: percent,
      remaining_percentage: 100 - percent,
    },
    rate_limits: { five_hour: { used_percentage: Math.round(18 + cost * 4) } },
  };
}
