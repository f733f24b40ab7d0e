import type { JsonObject } from "../events/event.ts";
import type { SessionStory } from "./script.ts";

/** What a status line is drawn from. */
export interface StatusLineOptions {
  readonly session: string;
  readonly story: SessionStory;
  /** Tools used so far: the longer the work, the fuller the context. */
  readonly tools: number;
  /** From 0 to 1: how much this one strays. */
  readonly share: number;
}

/** Dollars that a tool's worth of work costs on average. */
const COST: Readonly<Record<string, number>> = {
  "claude-opus-4-8": 0.11,
  "claude-sonnet-5": 0.03,
  "claude-haiku-5": 0.006,
};
const CONTEXT = 200_000;

/** What Claude Code hands to its status line, as an event. */
export function statusLine(options: StatusLineOptions): JsonObject {
  const { session, story, tools, share } = options;
  const used = Math.min(0.94, 0.09 + tools * 0.011 + share * 0.004);
  const cost = (COST[story.model] ?? 0.02) * tools;
  return {
    type: "session.status",
    source: "claude-code",
    session,
    project: story.project,
    data: {
      model: { id: story.model },
      cost: { total_cost_usd: Math.round(cost * 1e4) / 1e4 },
      context_window: {
        context_window_size: CONTEXT,
        used_percentage: Math.round(used * 100),
        total_input_tokens: Math.round(used * CONTEXT),
      },
      rate_limits: { five_hour: { used_percentage: Math.round(18 + tools / 3) } },
    },
  };
}
