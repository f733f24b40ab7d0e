/** Figures that are reported as a running total: what one reading adds to the last one. Pure. */

/** A running total, as it was last read. */
export interface Counter {
  /** The highest reading of this run. */
  readonly high: number;
  /** When that was read; ms since 1970, UTC. */
  readonly at: number;
}

/** One reading of a running total. */
export interface Reading {
  readonly value: number;
  /** When it was read; ms since 1970, UTC. */
  readonly at: number;
  /** When the total began to be counted, where that is reported. */
  readonly begun: number | null;
}

/** The start of the session that the total belongs to, where we saw it. */
export interface SessionBegin {
  readonly at: number;
  /** `startup`, `resume`, `clear`, `fork` …, or {@linkcode FIRST_PROMPT}. */
  readonly source: string;
  /** After `/clear` and in a fork: the totals that may go on, by counter. */
  readonly before?: Readonly<Record<string, number>>;
}

/** The source of a start that no hook reported: the first that was heard of the session is a prompt. */
export const FIRST_PROMPT = "first prompt";

/** What a reading adds. */
export interface Advance {
  readonly counter: Counter;
  /** Used since the last reading. */
  readonly added: number;
  /** Used by this session before anybody watched, on a day that nobody knows. */
  readonly earlier: number;
}

/** Milliseconds by which two clocks of one machine may seem to differ. */
const SLACK = 10_000;
/** A reading is on its way for a second at most: one that is lower later was not overtaken. */
const OVERTAKEN_WITHIN = 10_000;

/**
 * Reads a running total on: for the first time, further, or begun anew.
 *
 * @param name the counter's
 */
export function advance(
  counter: Counter | null,
  reading: Reading,
  session: SessionBegin | null,
  name = "",
): Advance {
  if (counter === null) return firstReading(reading, session, name);
  const { value, at } = reading;
  if (value >= counter.high) {
    return { counter: { high: value, at }, added: value - counter.high, earlier: 0 };
  }
  // Readings are sent side by side: one may overtake another.
  if (!hasBegunAnew(counter, reading, session)) return { counter, added: 0, earlier: 0 };
  return { counter: { high: value, at }, added: value, earlier: 0 };
}

function hasBegunAnew(
  counter: Counter,
  { at, begun }: Reading,
  session: SessionBegin | null,
): boolean {
  return at - counter.at >= OVERTAKEN_WITHIN ||
    (begun !== null && begun >= counter.at) ||
    (session !== null && session.at > counter.at);
}

function firstReading(reading: Reading, session: SessionBegin | null, name: string): Advance {
  const { value, at, begun } = reading;
  const counter = { high: value, at };
  const own = { counter, added: value, earlier: 0 };
  const before = { counter, added: 0, earlier: value };
  if (session !== null && session.source !== FIRST_PROMPT) {
    const sinceStart = begun === null ? session.source === "startup" : begun >= session.at - SLACK;
    if (sinceStart) return own;
    // After /clear and in a fork the total may go on from the session before: its money, not ours.
    const isOthers = session.source === "clear" || session.source === "fork";
    // What is less than that total cannot be it.
    if (isOthers && value < (session.before?.[name] ?? 0)) return own;
    return isOthers ? { counter, added: 0, earlier: 0 } : before;
  }
  const first = begun ?? session?.at ?? null;
  return first !== null && isSameDay(first, at) ? own : before;
}

function isSameDay(one: number, other: number): boolean {
  return new Date(one).toDateString() === new Date(other).toDateString();
}
