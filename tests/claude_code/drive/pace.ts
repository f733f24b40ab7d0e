/** How fast this machine is just now, by how long the other side takes to start. */
export interface Pace {
  /** Takes note of how long a start took; ms. */
  note(ms: number): void;
  /** The longest of the last starts; ms. */
  readonly start: number;
}

/** So many starts are looked at: a machine may be busy for a while. */
const KEPT = 3;

/** Makes a {@linkcode Pace} that begins with one start; ms. */
export function makePace(first: number): Pace {
  let starts = [first];
  return {
    note(ms) {
      starts = [...starts, ms].slice(-KEPT);
    },
    get start() {
      return Math.max(...starts);
    },
  };
}
