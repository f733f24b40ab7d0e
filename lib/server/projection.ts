import { EMPTY_STATE, type MonitorState, reduce } from "../state/mod.ts";
import type { Store } from "../store/store.ts";

/** So many of the newest events are read when a server starts. */
const REMEMBERED = 20_000;
const PAGE_SIZE = 1_000;

/** Keeps the state of sessions, agents and projects as events are committed. */
export class Projection {
  #state: MonitorState = EMPTY_STATE;
  readonly #store: Pick<Store, "last" | "page" | "onCommit">;
  readonly #ready: Promise<void>;
  #end: () => void = () => {};
  #closed = false;

  /** Begins to compute the state from what is stored, and then follows every commit. */
  constructor(store: Pick<Store, "last" | "page" | "onCommit">) {
    this.#store = store;
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

  async #catchUp(): Promise<void> {
    let after = Math.max(0, this.#store.last - REMEMBERED);
    for (;;) {
      const page = await this.#store.page({ after, limit: PAGE_SIZE });
      this.#state = reduce(this.#state, page.events);
      after = page.last;
      // No await between the last page and this: nothing is committed unseen.
      if (after >= this.#store.last || this.#closed) break;
    }
    if (this.#closed) return;
    this.#end = this.#store.onCommit((events) => {
      this.#state = reduce(this.#state, events);
    });
  }

  /** Follows no more. */
  close(): void {
    this.#closed = true;
    this.#end();
  }
}
