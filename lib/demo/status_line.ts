import type { JsonObject } from "../events/event.ts";
import type { Worktree } from "./script.ts";

/** What a status line is drawn from. */
export interface StatusLineOptions {
  readonly session: string;
  readonly project: string;
  readonly worktree?: Worktree | undefined;
  readonly model: string;
  /** Dollars so far. */
  readonly cost: number;
  /** Share of the context window in use, from 0 to 1. */
  readonly context: number;
  /** Seconds since the session began. */
  readonly age: number;
  /** Seconds since the hour began, which is when the limits are looked at first. */
  readonly at: number;
  /** When the hour begins; ms since 1970, UTC. */
  readonly begins: number;
}

const CONTEXT_SIZE = 200_000;
/** Seconds of the hour after which the limits begin anew. */
const RESETS = { five_hour: 2.4 * 3_600, seven_day: 3.2 * 86_400 };

/** What Claude Code hands to its status line. */
export function statusLine(options: StatusLineOptions): JsonObject {
  const { session, project, worktree, model, cost, context, age, at, begins } = options;
  const percent = Math.round(context * 100);
  const resets = (seconds: number) => Math.round(begins / 1000 + seconds);
  return {
    session_id: session,
    cwd: project,
    workspace: {
      current_dir: project,
      project_dir: project,
      ...(worktree === undefined ? {} : { git_worktree: worktree.name }),
    },
    ...(worktree === undefined ? {} : {
      worktree: {
        name: worktree.name,
        path: project,
        branch: worktree.branch,
        original_cwd: worktree.of,
        original_branch: "main",
      },
    }),
    model: { id: model },
    cost: {
      total_cost_usd: Math.round(cost * 1e6) / 1e6,
      total_duration_ms: Math.round(age * 1000),
      total_api_duration_ms: Math.round(age * 430),
    },
    context_window: {
      context_window_size: CONTEXT_SIZE,
      total_input_tokens: Math.round(context * CONTEXT_SIZE),
      used_percentage: percent,
      remaining_percentage: 100 - percent,
    },
    // The limits are the person's: all sessions of an hour use them up.
    rate_limits: {
      five_hour: {
        used_percentage: Math.round(31 + at / 110),
        resets_at: resets(RESETS.five_hour),
      },
      seven_day: {
        used_percentage: Math.round(58 + at / 1_200),
        resets_at: resets(RESETS.seven_day),
      },
    },
  };
}
