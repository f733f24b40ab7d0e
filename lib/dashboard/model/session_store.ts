import { computed, signal } from "@preact/signals";
import type { CanonicalEvent } from "../../events/event.ts";
import type { SessionsUpdate } from "../../contract/socket.ts";
import {
  type SessionBrief,
  type SessionView,
  STATES,
  type WaitView,
} from "../../contract/state.ts";

/** Somebody who waits for the person, and in which session. */
export interface Waiter {
  readonly session: SessionView;
  readonly wait: WaitView;
}

const URGENCY = Object.keys(STATES);

/** What all sessions do, as the server tells it; those that are over in brief. */
export class SessionStore {
  /** Whether the server has sent anything yet. */
  readonly known = signal(false);
  /** Those that have neither ended nor been lost, the most urgent first; who waits longest leads. */
  readonly live = signal<readonly SessionView[]>([]);
  /** The others, in no order. */
  readonly over = signal<readonly SessionBrief[]>([]);
  /** All who wait for the person, who waits longest first: whatever is shown or filtered. */
  readonly waiting = computed<readonly Waiter[]>(() => waitersOf(this.live.value));
  readonly #asks = computed(() =>
    new Set(this.waiting.value.flatMap(({ session: { id }, wait: { event, call } }) => [
      `${id} ${event}`,
      ...call === null ? [] : [`${id} ${call}`],
    ]))
  );
  #live = new Map<string, SessionView>();
  #over = new Map<string, SessionBrief>();

  /** Takes in what has changed. */
  take({ whole, live, over, gone }: SessionsUpdate): void {
    if (whole) {
      this.#live.clear();
      this.#over.clear();
    }
    const before = this.#over.size;
    for (const session of live) {
      this.#live.set(session.id, session);
      this.#over.delete(session.id);
    }
    for (const session of over) {
      this.#over.set(session.id, session);
      this.#live.delete(session.id);
    }
    for (const id of gone) {
      this.#live.delete(id);
      this.#over.delete(id);
    }
    this.live.value = [...this.#live.values()].sort(inOrder);
    if (whole || over.length > 0 || this.#over.size !== before) {
      this.over.value = [...this.#over.values()];
    }
    this.known.value = true;
  }

  /** Whether an event, or the call that it began, waits for the person now. */
  waits({ session, id, correlation }: Pick<CanonicalEvent, "session" | "id" | "correlation">) {
    const asks = this.#asks.value;
    return asks.has(`${session} ${id}`) ||
      correlation !== undefined && asks.has(`${session} ${correlation}`);
  }

  /** Callers above the agent of an event, as far as they are known: 1 at least, 8 at most. */
  depthOf({ session, agent }: {
    readonly session?: string | undefined;
    readonly agent?: string | undefined;
  }): number {
    if (session === undefined || agent === undefined) return 1;
    const found = this.#live.get(session)?.agents.find(({ id }) => id === agent);
    return Math.min(8, Math.max(1, found?.depth ?? 1));
  }

  /** Whose project and beginning are known: all of them. */
  all(): readonly SessionBrief[] {
    return [...this.live.value, ...this.over.value];
  }
}

/** All who wait in these sessions, who waits longest first. */
function waitersOf(sessions: readonly SessionView[]): readonly Waiter[] {
  return sessions.flatMap((session) => {
    const waits = session.agents.flatMap(({ waiting }) => waiting ?? []);
    const all = waits.length > 0 || session.waiting === null ? waits : [session.waiting];
    return all.map((wait) => ({ session, wait }));
  }).sort((one, other) => one.wait.since - other.wait.since);
}

/** By urgency, then who waits longest; else the newest session, so that rows keep their places. */
function inOrder(one: SessionView, other: SessionView): number {
  return URGENCY.indexOf(one.state) - URGENCY.indexOf(other.state) ||
    (one.waiting?.since ?? 0) - (other.waiting?.since ?? 0) || other.first - one.first;
}
