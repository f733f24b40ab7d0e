import type { SessionsUpdate } from "../../contract/socket.ts";
import { type SessionBrief, type SessionView, STATES } from "../../contract/state.ts";
import { type MonitorState, viewSession } from "../../state/mod.ts";
import type { Store } from "../../store/store.ts";
import { isBehind } from "./backlog.ts";
import type { FeedConnection } from "./feed.ts";
import { eventPacket, SharedPackets } from "./shared_packets.ts";

/** What a session feed is made from. */
export interface SessionFeedParts {
  readonly store: Pick<Store, "onCommit">;
  readonly state: () => Promise<MonitorState>;
  /** ms since 1970, UTC. */
  readonly now: () => number;
  /** Runs a function later; returns how to cancel it. */
  readonly later: (ms: number, run: () => void) => () => void;
  /** One line for the log. */
  readonly log: (line: string) => void;
}

/** The least time from one update to the next, in ms: however much happens, this is soon enough. */
const REST_MS = 400;
/** What comes together is sent together. */
const TOGETHER_MS = 20;
/** States change by time as well: so often, in ms, it is looked at what nobody reported. */
const SILENCE_MS = 5_000;

type Session = MonitorState["sessions"] extends ReadonlyMap<string, infer One> ? One : never;

/** What was sent last of a session. */
interface Sent {
  readonly from: Session;
  readonly text: string;
  readonly live: boolean;
}

/**
 * Tells its followers what all sessions do: everything at first, then what has changed. Those that
 * are over are sent in brief, so that hundreds of them cost nothing.
 */
export class SessionFeed {
  readonly #parts: SessionFeedParts;
  readonly #endCommits: () => void;
  /** Followers, and whether each knows all that was sent. */
  readonly #followers = new Map<FeedConnection, "whole" | "nothing" | "waits">();
  readonly #sent = new Map<string, Sent>();
  #state: MonitorState | null = null;
  #cancel: (() => void) | null = null;
  #dueAt = Infinity;
  #lastAt = 0;
  #looked = 0;
  #closed = false;

  constructor(parts: SessionFeedParts) {
    this.#parts = parts;
    this.#endCommits = parts.store.onCommit(() => this.#soon(TOGETHER_MS));
  }

  /** Begins to keep a connection informed; one that follows already is sent everything anew. */
  follow(connection: FeedConnection): void {
    this.#followers.set(connection, "nothing");
    this.#soon(0);
  }

  /** Tells a connection nothing more. */
  unfollow(connection: FeedConnection): void {
    this.#followers.delete(connection);
  }

  close(): void {
    this.#closed = true;
    this.#cancel?.();
    this.#endCommits();
    this.#followers.clear();
  }

  #soon(ms: number): void {
    if (this.#followers.size === 0 || this.#closed) return;
    const now = this.#parts.now();
    // A clock that was set back keeps nobody waiting.
    const rested = Math.min(REST_MS, this.#lastAt + REST_MS - now);
    const at = now + Math.max(ms, rested);
    if (at >= this.#dueAt) return;
    this.#cancel?.();
    this.#dueAt = at;
    this.#cancel = this.#parts.later(at - now, () => {
      this.#dueAt = Infinity;
      this.#report().catch((error: unknown) =>
        this.#parts.log(`Cannot report what sessions do: ${String(error)}`)
      );
    });
  }

  async #report(): Promise<void> {
    const state = await this.#parts.state();
    if (this.#closed) return;
    const now = this.#parts.now();
    this.#lastAt = now;
    const changed = this.#lookAt(state, now);
    let update: SharedPackets | undefined;
    let whole: SharedPackets | undefined;
    for (const [connection, knows] of this.#followers) {
      if (!connection.connected) this.#followers.delete(connection);
      else if (knows === "waits") continue;
      else if (isBehind(connection)) this.#wait(connection);
      else if (knows === "nothing") {
        connection.write(whole ??= packet({ whole: true, now, ...partsOf(this.#sent.values()) }));
        this.#followers.set(connection, "whole");
      } else if (changed !== null) {
        connection.write(update ??= packet({ whole: false, now, ...changed }));
      }
    }
    this.#soon(SILENCE_MS);
  }

  /** A follower that does not read is sent nothing, and everything once it has read on. */
  #wait(connection: FeedConnection): void {
    this.#followers.set(connection, "waits");
    void connection.drained().then(() => {
      if (this.#followers.has(connection)) this.follow(connection);
    });
  }

  /** Finds what has changed since it was last sent; `null` where nothing has. */
  #lookAt(state: MonitorState, now: number): UpdateParts | null {
    const byTime = now - this.#looked >= SILENCE_MS || now < this.#looked;
    if (state === this.#state && !byTime) return null;
    this.#state = state;
    if (byTime) this.#looked = now;
    const changed: Sent[] = [];
    for (const [id, session] of state.sessions) {
      const before = this.#sent.get(id);
      if (before?.from === session && !(byTime && before.live)) continue;
      const sent = sentOf(session, now);
      this.#sent.set(id, sent);
      if (sent.text !== before?.text) changed.push(sent);
    }
    const gone = [...this.#sent.keys()].filter((id) => !state.sessions.has(id));
    for (const id of gone) this.#sent.delete(id);
    if (changed.length === 0 && gone.length === 0) return null;
    return partsOf(changed, gone);
  }
}

/** Both lists as JSON, as they were kept. */
interface UpdateParts {
  readonly live: readonly string[];
  readonly over: readonly string[];
  readonly gone: readonly string[];
}

function sentOf(session: Session, now: number): Sent {
  const view = viewSession(session, now);
  const live = STATES[view.state].live;
  return { from: session, live, text: JSON.stringify(live ? view : briefOf(view)) };
}

function briefOf({ id, project, first, last }: SessionView): SessionBrief {
  return { id, project, first, last };
}

function partsOf(sent: Iterable<Sent>, gone: readonly string[] = []): UpdateParts {
  const all = [...sent];
  return {
    live: all.filter(({ live }) => live).map(({ text }) => text),
    over: all.filter(({ live }) => !live).map(({ text }) => text),
    gone,
  };
}

function packet(
  { whole, now, live, over, gone }: UpdateParts & Pick<SessionsUpdate, "whole" | "now">,
): SharedPackets {
  const head = JSON.stringify({ whole, now, gone }).slice(0, -1);
  const json = `${head},"live":[${live.join(",")}],"over":[${over.join(",")}]}`;
  return new SharedPackets([eventPacket("sessions", json)]);
}
