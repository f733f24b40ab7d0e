/**
 * An answer is whole in less than 50 ms, or a part of it is there by then: so much of that is for
 * reading, in ms. The rest is for the way through two threads and HTTP.
 */
const READING_MS = 30;
/** A page is asked for by somebody who waits; what is counted must not keep it for long. */
const COUNTING_MS = 20;
/** What waited long gets so much all the same, so that all ends. */
const MIN_MS = 5;

/** How long a page may be looked for, in ms, when its query has waited so long already. */
export function timeToRead(waited: number): number {
  return Math.max(READING_MS - waited, MIN_MS);
}

/** How long may be counted, in ms, when the query has waited so long already. */
export function timeToCount(waited: number): number {
  return Math.max(COUNTING_MS - waited, MIN_MS);
}
