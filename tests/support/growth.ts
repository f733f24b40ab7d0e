import { assertLess } from "@std/assert";

/** How much larger the large input is than the small one. */
const TIMES = 8;
/** A square would come to 64; what is linear to 8, and to more where memory has to be made. */
const MOST = 32;
const ROUNDS = 5;

/**
 * Fails when a work's time grows with the square of its input, or faster. The two sizes take turns,
 * and the fastest round of each counts: how fast or busy the machine is does not matter.
 *
 * @param work what to do with an input of so many parts; `size` should take some milliseconds
 */
export function assertLinear(work: (size: number) => void, size: number): void {
  let [small, large] = [Infinity, Infinity];
  for (let round = 0; round < ROUNDS; round++) {
    small = Math.min(small, timed(() => work(size)));
    large = Math.min(large, timed(() => work(size * TIMES)));
    if (large < small * TIMES) break;
  }
  assertLess(large / small, MOST, `${TIMES} times as much took ${large / small} times as long`);
}

function timed(work: () => void): number {
  const begin = performance.now();
  work();
  // The clock may be coarse.
  return Math.max(performance.now() - begin, 0.05);
}
