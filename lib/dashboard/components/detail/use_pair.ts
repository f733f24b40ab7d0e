import { useEffect, useState } from "preact/hooks";
import type { EventsAnswer } from "../../../contract/http.ts";
import type { CanonicalEvent } from "../../../events/event.ts";
import { getJson } from "../../net/http.ts";

/** An event and, where there is one, the event that completed it. */
export interface EventPair {
  readonly first: CanonicalEvent;
  readonly end: CanonicalEvent | undefined;
}

/**
 * Loads an event and its partner from the server, since rows do not hold the events' data.
 *
 * @param endId 0 when there is no partner yet
 */
export function usePair(id: number, endId: number): EventPair | "loading" | "missing" {
  const [pair, setPair] = useState<EventPair | "loading" | "missing">("loading");
  useEffect(() => {
    const abort = new AbortController();
    async function load() {
      const [first, end] = await Promise.all([
        fetchEvent(id, abort.signal),
        endId === 0 ? undefined : fetchEvent(endId, abort.signal),
      ]);
      setPair(first === undefined ? "missing" : { first, end });
    }
    load().catch(() => abort.signal.aborted || setPair("missing"));
    return () => abort.abort();
  }, [id, endId]);
  return pair;
}

/** Reads one stored event; `undefined` when it is not there. */
async function fetchEvent(
  id: number,
  signal: AbortSignal,
): Promise<CanonicalEvent | undefined> {
  const page = await getJson<EventsAnswer>(`/api/events?after=${id - 1}&limit=1`, signal);
  return page.events.find((event) => event.id === id);
}
