import { useEffect, useMemo } from "preact/hooks";
import type { EventsAnswer } from "../../contract/http.ts";
import type { Range } from "../canvas/scale.ts";
import { PastEvents } from "../model/stored/past_events.ts";
import { getJson } from "../net/http.ts";
import { useStores } from "./context.ts";

/** Moving and zooming rest this long, in ms, before the server is asked. */
const REST = 200;

/** Stored events from before the stream, in a stretch of time. */
export interface Past {
  readonly events: PastEvents;
  /** What of the stretch is not loaded. */
  readonly unknown: readonly Range[];
}

/** Asks the server for what happened in a stretch of time, as far as the page has not loaded it. */
export function usePast(range: Range): Past {
  const { live } = useStores();
  const { earlier, resetAt } = live.connection.value;
  const events = useMemo(
    () =>
      new PastEvents(
        (parameters) => getJson<EventsAnswer>(`/api/events?${new URLSearchParams(parameters)}`),
        live.names,
      ),
    [live, resetAt],
  );
  void events.version.value;
  const known = earlier ? live.log.rows[0]?.received ?? Infinity : -Infinity;
  const before = { from: range.from, to: Math.min(range.to, known) };
  const unknown = events.unknown(before);
  const wanted = unknown.map(({ from, to }) => `${from} ${to}`).join();
  useEffect(() => {
    if (wanted === "") return;
    const timer = setTimeout(() => void events.look(before), REST);
    return () => clearTimeout(timer);
    // What is loaded on the way changes what is wanted, and is no reason to begin again.
  }, [events, range.from, before.to]);
  return { events, unknown };
}
