/** Tokens, money and limits as the server answers them. */

/** Who tells of tokens and money; the one that knows most about a request comes first. */
export const USAGE_SOURCES = [
  "telemetry",
  "telemetry metrics",
  "status line",
  "claude-mpm",
] as const;

/** One of {@linkcode USAGE_SOURCES}. */
export type UsageSource = typeof USAGE_SOURCES[number];

/** Token counts; each is absent where it was never reported. */
export interface TokenCounts {
  readonly input?: number;
  readonly output?: number;
  readonly cache_read?: number;
  readonly cache_write?: number;
}

/** A number and where it comes from. */
export interface Figure {
  readonly value: number;
  readonly from: UsageSource;
}

/** What is known of a session's use; `null` is unknown, never zero. */
export interface UsageView {
  readonly tokens: { readonly counts: TokenCounts; readonly from: UsageSource } | null;
  readonly cost_usd: Figure | null;
  /** Percent of the context window in use. */
  readonly context_percent: Figure | null;
  /** The context window, in tokens. */
  readonly context_size: number | null;
}

/** By what sums can be made. */
export const USAGE_GROUPS = ["day", "project", "session", "agent", "model"] as const;

/** One of {@linkcode USAGE_GROUPS}. */
export type UsageGroup = typeof USAGE_GROUPS[number];

/** A sum, and who reported its parts. */
export interface Sourced<Value> {
  readonly value: Value;
  readonly from: readonly UsageSource[];
}

/** What was used on days that nobody knows. */
export interface UnallocatedUsage {
  readonly cost_usd: Sourced<number> | null;
  readonly tokens: Sourced<TokenCounts> | null;
  readonly sessions: number;
}

/** One sum. Of the groups, it has those that were asked for. */
export interface UsageRow {
  /** The local day; `null` is before anybody watched. */
  readonly day?: string | null;
  /** A folder; `null` where none was reported. */
  readonly project?: string | null;
  /** `null` joins those that are forgotten. */
  readonly session?: string | null;
  /** `main`, or a sub-agent's type; `null` where it was not reported. */
  readonly agent?: string | null;
  /** `null` where it was not reported. */
  readonly model?: string | null;
  /** US dollars; `null` is unknown. */
  readonly cost_usd: Sourced<number> | null;
  /** `null` is unknown; so is a count that is not there. */
  readonly tokens: Sourced<TokenCounts> | null;
  /** To the model; telemetry alone tells them. */
  readonly requests: Sourced<number> | null;
  /** Sessions that are in it. */
  readonly sessions: number;
  /** Of these, how many reported no cost, or no tokens, at all: the sum is less than what was used. */
  readonly unknown: { readonly cost_usd: number; readonly tokens: number };
  /**
   * What its sessions had used when they were first seen: any part of it may belong to this time,
   * and none of it is in the sums, which are the least that was used.
   */
  readonly undated?: UnallocatedUsage;
}

/** One limit as it stands now. */
export interface LimitView {
  /** `five_hour`, `seven_day`, or another name that the status line gave. */
  readonly name: string;
  /** `null` where it has begun anew since it was read: nobody knows then. */
  readonly used_percent: number | null;
  /** When it begins anew; ms since 1970, UTC. In the past where that has happened. */
  readonly resets_at: number | null;
  /** When this was read; ms since 1970, UTC. */
  readonly read_at: number;
  /** The session that reported it. */
  readonly session: string;
  readonly from: "status line";
}
