import { signal } from "@preact/signals";

/** A server's clock that seems to be behind by more than this, in ms, was set back. */
const SET_BACK = 2000;
/** So often it has to seem so: what the page was too busy to read looks late, too. */
const SURE_AFTER = 3;

/**
 * The server's time less the page's own, which begins with the page and stands above changes of the
 * device's clock. Absent until the server has sent its time.
 */
let ahead: number | undefined;
let late = 0;

/** The present time by the server's clock, ms since 1970; by the device's until that is known. */
export function serverNow(): number {
  return ahead === undefined ? Date.now() : performance.now() + ahead;
}

/** The present time by the server's clock, once a second: what "12 s ago" is drawn from. */
export const now = signal(Date.now());

/** By how many ms the device's clock is before the server's; negative where it is behind. */
export const deviceAhead = signal(0);

/** Takes in what the server says the time is; the answer may have been on its way for a while. */
export function noteServerTime(ms: number): void {
  const seen = ms - performance.now();
  late = ahead !== undefined && seen < ahead - SET_BACK ? late + 1 : 0;
  // The answer that came quickest tells the time best.
  if (ahead === undefined || seen > ahead || late >= SURE_AFTER) {
    ahead = seen;
    late = 0;
    tick();
  }
}

/** Starts the clock. */
export function startClock(): void {
  setInterval(() => {
    if (!document.hidden) tick();
  }, 1000);
  document.addEventListener("visibilitychange", tick);
}

function tick(): void {
  now.value = serverNow();
  if (ahead !== undefined) deviceAhead.value = Math.round((Date.now() - now.value) / 1000) * 1000;
}
