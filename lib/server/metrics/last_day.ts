import type { MetricsAnswer } from "../../contract/http.ts";
import type { Store } from "../../store/store.ts";

const DAY_MS = 86_400_000;
/** It is asked for every few seconds and hardly changes; ms. */
const FRESH_FOR = 60_000;

/**
 * Makes what tells how much the last 24 hours stored. Ids grow by one, so the first event of that
 * time is all that has to be found.
 *
 * @param now ms since 1970, UTC
 */
export function measureLastDay(
  store: Pick<Store, "page" | "stats" | "last">,
  now: () => number,
): () => Promise<MetricsAnswer["last_day"]> {
  let known: { readonly at: number; readonly first: number | null } | null = null;
  return async () => {
    if (known === null || now() - known.at > FRESH_FOR) {
      known = { at: now(), first: await firstSince(store, now() - DAY_MS) };
    }
    const { events, bytes } = await store.stats();
    if (known.first === null || events === 0) return { events: 0, bytes: 0 };
    const lately = Math.min(events, store.last - known.first + 1);
    return { events: lately, bytes: Math.round(lately * (bytes / events)) };
  };
}

/** `null` where there is none. The first id from a moment on, halving what is left: times of receipt grow with the ids. */
async function firstSince(
  store: Pick<Store, "page" | "last">,
  since: number,
): Promise<number | null> {
  let found: number | null = null;
  let [low, high] = [0, store.last];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const { events: [event] } = await store.page({ after: middle, limit: 1 });
    if (event === undefined || event.id > high || event.received >= since) {
      if (event !== undefined && event.received >= since) found = event.id;
      high = middle;
    } else low = event.id;
  }
  return found;
}
