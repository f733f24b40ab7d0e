import { assertLess } from "@std/assert";

/** How much larger a large input is than a small one. */
const TIMES = 32;
/** What is linear comes to 1, a square to {@linkcode TIMES}. */
const MAX_RATIO = 8;
const LARGE_INPUTS = 4;
const ROUNDS = 7;

/**
 * Fails when a work's time grows with the square of its input, or faster: as much text in one large
 * piece must not take much longer than in small ones. They take turns, and the fastest round of each
 * counts, so that it does not matter how fast or busy the machine is.
 *
 * @param work what to do with an input of so many parts
 * @param size of a small input
 */
export function assertLinear(work: (size: number) => void, size: number): void {
  let [small, large] = [Infinity, Infinity];
  for (let round = 0; round < ROUNDS; round++) {
    small = Math.min(small, timed(work, size, LARGE_INPUTS * TIMES));
    large = Math.min(large, timed(work, size * TIMES, LARGE_INPUTS));
  }
  assertLess(large / small, MAX_RATIO, `one piece took ${large} ms, small ones ${small} ms`);
}

function timed(work: (size: number) => void, size: number, count: number): number {
  const begin = performance.now();
  for (let done = 0; done < count; done++) work(size);
  // The clock may be coarse.
  return Math.max(performance.now() - begin, 0.05);
}
