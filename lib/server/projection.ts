import type { Clock } from "../clock.ts";
import type { CanonicalEvent } from "../events/event.ts";
import { redactJson } from "../events/redact/redact_json.ts";
import { newWaits, type Waiting } from "../notify/mod.ts";
import { EMPTY_STATE, fromSnapshot, type MonitorState, reduce, toSnapshot } from "../state/mod.ts";
import type { Store } from "../store/store.ts";
import { Batcher } from "./batcher.ts";

/** Without a snapshot, so many of the newest events are read when a server starts. */
const REMEMBERED = 20_000;
/** Behind a snapshot that is older, only the newest events are read: a start must not take long. */
const MAX_BEHIND = 50_000;
const PAGE_SIZE = 1_000;

/** Where the state is kept between runs. */
export interface SnapshotFile {
  /** What was written last for this store; `null` where there is nothing. */
  read(): Promise<string | null>;
  write(text: string): Promise<void>;
}

/** What a projection is made from. */
export interface ProjectionParts {
  readonly store: Pick<Store, "id" | "last" | "page" | "onCommit">;
  /** Nothing is kept between runs where there is none. */
  readonly snapshot?: SnapshotFile | undefined;
  /** Called for each agent that begins to wait for the person, from now on. */
  readonly onWaiting?: ((waiting: Waiting) => void) | undefined;
  /** One line for the log. */
  readonly log: (line: string) => void;
  /** How many of the newest events are read where there is no snapshot; 20,000 unless said. */
  readonly remembered?: number;
  readonly clock: Pick<Clock, "elapsed" | "later">;
}

/**
 * Keeps the state of sessions, agents and projects as events are committed: once a tick, and not
 * while emitters wait for the answer that follows a commit.
 */
export class Projection {
  readonly #parts: ProjectionParts;
  readonly #ready: Promise<void>;
  #state: MonitorState = EMPTY_STATE;
  /** The last event in the snapshot that was written. */
  #saved = 0;
  #end: () => void = () => {};
  /** Committed, and not yet part of the state. */
  readonly #batcher: Batcher<CanonicalEvent>;
  #closed = false;

  /** Begins to compute the state from what is stored, and then follows every commit. */
  constructor(parts: ProjectionParts) {
    this.#parts = parts;
    this.#batcher = new Batcher((events) => this.#take(events), parts.clock, { first: "waits" });
    this.#ready = this.#catchUp();
    // Whoever asks for the state gets the error.
    this.#ready.catch(() => {});
  }

  /**
   * What is known of all that is stored now; waits at a server's start.
   *
   * @throws {Error} when the stored events could not be read
   */
  async state(): Promise<MonitorState> {
    await this.#ready;
    this.#batcher.flush();
    return this.#state;
  }

  /** Writes the state down where it changed, so that the next start is quick. */
  async save(): Promise<void> {
    const { snapshot, store, log } = this.#parts;
    this.#batcher.flush();
    const state = this.#state;
    if (snapshot === undefined || state.last === this.#saved) return;
    try {
      await snapshot.write(`${store.id}\n${toSnapshot(state)}`);
      this.#saved = state.last;
    } catch (error) {
      log(`Cannot keep the state for the next start: ${error}`);
    }
  }

  /** Replaces the secrets of stored events that became part of the state. */
  async redact(): Promise<void> {
    await this.#ready;
    this.#batcher.flush();
    const state = fromSnapshot(redactJson(toSnapshot(this.#state)));
    if (state !== null) this.#state = state;
    this.#saved = -1;
    await this.save();
  }

  /** Follows no more, and writes the state down. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#end();
    await this.#ready.catch(() => {});
    await this.save();
  }

  async #catchUp(): Promise<void> {
    const { store } = this.#parts;
    const saved = await this.#restore();
    if (saved !== null) this.#state = saved;
    this.#saved = this.#state.last;
    let after = this.#begin(saved);
    for (;;) {
      const page = await store.page({ after, limit: PAGE_SIZE });
      this.#state = reduce(this.#state, page.events);
      after = page.last;
      // No await between the last page and this: nothing is committed unseen.
      if (after >= store.last || this.#closed) break;
    }
    if (this.#closed) return;
    this.#end = store.onCommit((events) => this.#batcher.add(events));
  }

  /** Takes in what was committed in this tick. */
  #take(events: readonly CanonicalEvent[]): void {
    const before = this.#state;
    this.#state = reduce(before, events);
    const { onWaiting } = this.#parts;
    if (onWaiting !== undefined) newWaits(before, this.#state).forEach(onWaiting);
  }

  /** The event behind which reading begins. */
  #begin(saved: MonitorState | null): number {
    const { store, log, remembered = REMEMBERED } = this.#parts;
    const newest = Math.max(0, store.last - remembered);
    if (saved === null) return newest;
    const behind = store.last - saved.last;
    if (behind <= Math.max(MAX_BEHIND, remembered)) return saved.last;
    log(
      `The state of the last run is ${behind} events old: of these, the newest ` +
        `${store.last - newest} are read`,
    );
    return newest;
  }

  /** A snapshot from another store, or of events that this one lost, is worth nothing. */
  async #restore(): Promise<MonitorState | null> {
    const { snapshot, store, log, remembered = REMEMBERED } = this.#parts;
    if (snapshot === undefined || store.last === 0) return null;
    const { state, problem } = await this.#read(snapshot);
    if (problem !== null) {
      const events = Math.min(store.last, remembered);
      log(`${problem}: it is worked out from the newest ${events} events`);
    }
    return state;
  }

  async #read(
    snapshot: SnapshotFile,
  ): Promise<{ readonly state: MonitorState | null; readonly problem: string | null }> {
    const { store } = this.#parts;
    try {
      const whole = await snapshot.read();
      if (whole === null) return { state: null, problem: "No state was kept by a run before" };
      const end = whole.indexOf("\n");
      if (whole.slice(0, end) !== store.id) {
        return { state: null, problem: "The state of the last run is of another store" };
      }
      const state = fromSnapshot(whole.slice(end + 1));
      if (state === null) {
        const problem = "The state of the last run is damaged, or of another version";
        return { state, problem };
      }
      if (state.last <= store.last) return { state, problem: null };
      return { state: null, problem: "The state of the last run knows events that are gone" };
    } catch (error) {
      return { state: null, problem: `The state of the last run cannot be read (${error})` };
    }
  }
}
