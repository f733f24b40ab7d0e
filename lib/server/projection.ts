import { newWaits, type Waiting } from "../notify/mod.ts";
import { EMPTY_STATE, fromSnapshot, type MonitorState, reduce, toSnapshot } from "../state/mod.ts";
import type { Store } from "../store/store.ts";

/** Without a snapshot, so many of the newest events are read when a server starts. */
const REMEMBERED = 20_000;
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
  /** Told of each agent that begins to wait for the person, from now on. */
  readonly onWaiting?: ((waiting: Waiting) => void) | undefined;
  /** One line for the log. */
  readonly log: (line: string) => void;
}

/** Keeps the state of sessions, agents and projects as events are committed. */
export class Projection {
  readonly #parts: ProjectionParts;
  readonly #ready: Promise<void>;
  #state: MonitorState = EMPTY_STATE;
  /** The last event in the snapshot that was written. */
  #saved = 0;
  #end: () => void = () => {};
  #closed = false;

  /** Begins to compute the state from what is stored, and then follows every commit. */
  constructor(parts: ProjectionParts) {
    this.#parts = parts;
    this.#ready = this.#catchUp();
    // Whoever asks for the state is told.
    this.#ready.catch(() => {});
  }

  /**
   * What is known of all that is stored now; waits at a server's start.
   *
   * @throws {Error} when the stored events could not be read
   */
  async state(): Promise<MonitorState> {
    await this.#ready;
    return this.#state;
  }

  /** Writes the state down where it changed, so that the next start is quick. */
  async save(): Promise<void> {
    const { snapshot, store, log } = this.#parts;
    const state = this.#state;
    if (snapshot === undefined || state.last === this.#saved) return;
    try {
      await snapshot.write(`${store.id}\n${toSnapshot(state)}`);
      this.#saved = state.last;
    } catch (error) {
      log(`Cannot keep the state for the next start: ${error}`);
    }
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
    let after = saved?.last ?? Math.max(0, store.last - REMEMBERED);
    for (;;) {
      const page = await store.page({ after, limit: PAGE_SIZE });
      this.#state = reduce(this.#state, page.events);
      after = page.last;
      // No await between the last page and this: nothing is committed unseen.
      if (after >= store.last || this.#closed) break;
    }
    if (this.#closed) return;
    this.#end = store.onCommit((events) => {
      const before = this.#state;
      this.#state = reduce(before, events);
      const { onWaiting } = this.#parts;
      if (onWaiting !== undefined) newWaits(before, this.#state).forEach(onWaiting);
    });
  }

  /** A snapshot from another store, or of events that this one lost, is worth nothing. */
  async #restore(): Promise<MonitorState | null> {
    const { snapshot, store, log } = this.#parts;
    try {
      const [id, text] = (await snapshot?.read() ?? "").split("\n", 2);
      const state = id === store.id && text !== undefined ? fromSnapshot(text) : null;
      return state !== null && state.last <= store.last ? state : null;
    } catch (error) {
      log(`Cannot read the state of the last run: ${error}`);
      return null;
    }
  }
}
