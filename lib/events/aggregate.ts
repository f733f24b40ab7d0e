/** So many calls took about so long: `[ms in two significant digits, calls]`. */
export type AggregateTime = readonly [ms: number, count: number];

/** What was received in one step of time. */
export interface AggregateStep {
  /** Its beginning; ms since 1970, UTC. */
  readonly at: number;
  readonly events: number;
  readonly errors: number;
  /**
   * Calls that ended in it; 0 where they were not asked for, as are the times. Those leave out calls
   * that delegate (`Task`, `Agent`), which last as long as the other agent works.
   */
  readonly calls: number;
  readonly times: readonly AggregateTime[];
}

/** What was counted of one tool (calls that ended) or category (events). */
export interface AggregateGroup {
  readonly name: string;
  readonly count: number;
  readonly errors: number;
  readonly times: readonly AggregateTime[];
}

/** A call among the slowest. */
export interface AggregateCall {
  readonly id: number;
  readonly ts: number;
  readonly duration_ms: number;
  readonly tool: string;
  readonly session: string | null;
  readonly agent: string | null;
  readonly project: string | null;
  readonly summary: string;
}

/** Counts over the events from one id down to another; parts add up. */
export interface Aggregate {
  /** Width of each step in ms. */
  readonly step: number;
  /** Steps in which something was received, oldest first. */
  readonly series: readonly AggregateStep[];
  readonly tools: readonly AggregateGroup[];
  readonly categories: readonly AggregateGroup[];
  /** Those that delegate left out. */
  readonly slowest: readonly AggregateCall[];
  /** When the oldest event of all was received: of the time before nothing is known. */
  readonly oldest: number | null;
  /** The last id looked at: `before` for the next part. */
  readonly last: number;
  /** Whether older events were not counted, since its time was up. */
  readonly more: boolean;
}
