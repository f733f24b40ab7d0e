import type { CanonicalEvent } from "../../events/event.ts";
import type { Query } from "../../events/query/mod.ts";
import type { EventReader } from "../../store/store.ts";

const PAGE_SIZE = 200;

/** Milliseconds that one call looks for events: what was found by then is answered. */
const MAX_TIME = 3_000;

/** Which events are looked at, and for how long. */
export interface Scan {
  readonly q: Query | undefined;
  /** Those that follow this id, the oldest first. */
  readonly after?: number | undefined;
  /** Those that precede this id, the newest first; all of them where neither is given. */
  readonly before?: number | undefined;
  readonly signal: AbortSignal;
  /** Takes one event; `false` where there is no room for it, which ends the scan before it. */
  take(event: CanonicalEvent): boolean;
}

/**
 * Hands out events until there is no more room, no more event, or no more time.
 *
 * @returns the id from which to go on in the same direction; `null` when all have been seen
 */
export async function scanEvents(
  reader: EventReader,
  { q, after, before, signal, take }: Scan,
): Promise<number | null> {
  const end = performance.now() + MAX_TIME;
  let cursor = after ?? before;
  for (;;) {
    signal.throwIfAborted();
    const bound = cursor === undefined
      ? {}
      : after === undefined
      ? { before: cursor }
      : { after: cursor };
    const { events, last, more } = await reader.page({ ...bound, limit: PAGE_SIZE, q });
    for (const event of events) {
      // What found no room is the first of the next scan.
      if (!take(event)) return after === undefined ? event.id + 1 : event.id - 1;
    }
    if (!more) return null;
    if (performance.now() > end) return last;
    cursor = last;
  }
}
