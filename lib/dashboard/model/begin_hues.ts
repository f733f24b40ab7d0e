import { effect, untracked } from "@preact/signals";
import type { SessionsAnswer } from "../../contract/http.ts";
import { isAway } from "../net/feed_status.ts";
import { getJson } from "../net/http.ts";
import type { LiveStore } from "./live_store.ts";

/** Asks the server which sessions there are, so that each has the same colour after a reload. */
export function beginHues(live: LiveStore): void {
  let asked = false;
  effect(() => {
    if (asked || isAway(live.connection.value)) return;
    asked = true;
    untracked(() => void ask());
  });

  async function ask() {
    try {
      const { sessions } = await getJson<SessionsAnswer>("/api/sessions");
      const byAge = sessions.toSorted((a, b) => a.first - b.first || (a.id < b.id ? -1 : 1));
      live.hues.begin(byAge.map(({ id }) => id));
    } catch {
      // Asked again with the next connection; while this one lasts, the order of events has to do.
      asked = false;
      if (live.connection.peek().link === "live") live.hues.begin([]);
    }
    live.version.value++;
  }
}
