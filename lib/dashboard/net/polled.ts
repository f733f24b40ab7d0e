import { useEffect, useState } from "preact/hooks";
import { serverNow } from "../ui/clock.ts";
import { getJson, reasonOf } from "./http.ts";

/** The last good answer, and why a newer one is missing. */
export interface Polled<T> {
  readonly answer: T | undefined;
  readonly error: string | undefined;
  /** When the answer came; ms since 1970. */
  readonly at: number;
}

/** The last answers by path: a view that is opened again shows what was known, also offline. */
const known = new Map<string, Polled<unknown>>();
const MAX_KNOWN = 50;
const NOTHING = { answer: undefined, error: undefined, at: 0 };

/**
 * Reads a JSON answer of the server again and again while a view is shown and its tab is in front.
 *
 * @param every ms between the end of one and the beginning of the next
 * @param version reads again at once when it changes
 */
export function usePolled<T>(path: string, every: number, version?: unknown): Polled<T> {
  const [state, setState] = useState(() => (known.get(path) ?? NOTHING) as Polled<T>);
  useEffect(() => {
    const abort = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    async function read() {
      try {
        const answer = await getJson<T>(path, abort.signal);
        const read = { answer, error: undefined, at: serverNow() };
        if (known.size >= MAX_KNOWN) known.clear();
        known.set(path, read);
        setState(read);
      } catch (failure) {
        if (abort.signal.aborted) return;
        setState((before) => ({ ...before, error: reasonOf(failure) }));
      }
      timer = setTimeout(next, every);
    }
    function next() {
      if (document.hidden) timer = setTimeout(next, every);
      else void read();
    }
    void read();
    return () => {
      abort.abort();
      clearTimeout(timer);
    };
  }, [path, every, version]);
  return state;
}
