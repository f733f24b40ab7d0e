/** Time, as a parameter: what decides takes the parts that it needs of it. */
export interface Clock {
  /** ms since 1970, UTC; as the system's clock, it may go back. */
  readonly now: () => number;
  /** ms of a clock that never goes back. */
  readonly elapsed: () => number;
  /** Runs a function once, after so many ms; returns how to cancel it. */
  readonly later: (ms: number, run: () => void) => () => void;
  /** Runs a function again and again; returns how to end that. It keeps no process alive. */
  readonly every: (ms: number, run: () => void) => () => void;
}

/** The machine's own. */
export const CLOCK: Clock = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  later(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
  every(ms, run) {
    const timer = setInterval(run, ms);
    Deno.unrefTimer(timer);
    return () => clearInterval(timer);
  },
};
