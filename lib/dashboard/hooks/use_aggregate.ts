import { useEffect, useRef, useState } from "preact/hooks";
import type { AggregateAnswer } from "../../contract/http.ts";
import type { Aggregate } from "../../events/aggregate.ts";
import { getJson, reasonOf } from "../net/http.ts";
import { addAggregates } from "../model/aggregate.ts";

/** How far a count has come. */
export interface Counting {
  readonly aggregate: Aggregate | undefined;
  /** Older parts are still being counted. */
  readonly busy: boolean;
  readonly error: string | undefined;
}

/** A count goes on for so long by itself, in ms; then it says how far it came. */
const PATIENCE = 12_000;
/** What is counted is drawn this often at most, in ms. */
const DRAWN = 200;

/** When a count begins, and how often. */
export interface CountingOptions {
  /** From when on; ms since 1970. From the beginning when absent. */
  readonly since?: number;
  /** ms before the first count; then the least between one and the next. */
  readonly rest: number;
  /** Counts again and again, while the tab is in front. */
  readonly again: boolean;
  /** Counts once more when it changes. */
  readonly round?: number;
}

/**
 * Counts on the server what matches, part by part, newest first.
 *
 * @param query parameters of `GET /api/events/tally`; a new count begins when they change
 */
export function useAggregate(
  query: string,
  { since, rest, again, round }: CountingOptions,
): Counting {
  const [state, setState] = useState<Counting>({
    aggregate: undefined,
    busy: true,
    error: undefined,
  });
  const shown = useRef<string | undefined>(undefined);
  useEffect(() => {
    const abort = new AbortController();
    if (shown.current !== query) setState((before) => ({ ...before, busy: true }));
    const from = since === undefined ? "" : `&since=${since}`;
    let timer = setTimeout(count, again ? 0 : rest);
    async function count() {
      if (again && document.hidden) {
        timer = setTimeout(count, rest);
        return;
      }
      // What is counted anew replaces the count before only when it is whole.
      const isFirst = shown.current !== query;
      const began = performance.now();
      let drawn = began;
      let aggregate: Aggregate | undefined;
      try {
        do {
          const before: string = aggregate === undefined ? "" : `&before=${aggregate.last}`;
          const part = await getJson<AggregateAnswer>(
            `/api/events/tally?${query}${from}${before}`,
            abort.signal,
          );
          aggregate = aggregate === undefined ? part : addAggregates(aggregate, part);
          const at = performance.now();
          if (!isFirst || at - drawn < DRAWN) continue;
          drawn = at;
          setState({ aggregate, busy: true, error: undefined });
        } while (aggregate.more && performance.now() - began < PATIENCE);
        shown.current = query;
        setState({ aggregate, busy: false, error: undefined });
      } catch (failure) {
        if (abort.signal.aborted) return;
        setState((before) => ({ ...before, busy: false, error: reasonOf(failure) }));
      }
      if (again) timer = setTimeout(count, Math.max(rest, 20 * (performance.now() - began)));
    }
    return () => {
      abort.abort();
      clearTimeout(timer);
    };
  }, [query, since, round]);
  return state;
}
