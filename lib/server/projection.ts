import { EMPTY_STATE, type MonitorState, reduce } from "../state/mod.ts";
import type { Store } from "../store/store.ts";

/** So many of the newest events are read when a server starts. */
const REMEMBERED = 20_000;
const PAGE_SIZE = 1_000;

/** Keeps the state of sessions, agents and projects as events are committed. */
export class Projection {
  #state: MonitorState = EMPTY_STATE;
  readonly #store: Pick<Store, "last" | "page" | "onCommit">;
  #end: () => void = () => {};

  constructor(store: Pick<Store, "last" | "page" | "onCommit">) {
    this.#store = store;
  }

  /** What is known now. */
  get state(): MonitorState {
    return this.#state;
  }

  /** Computes the state from what is stored, then follows every commit. */
  async start(): Promise<void> {
    let after = Math.max(0, this.#store.last - REMEMBERED);
    for (;;) {
      const page = await this.#store.page({ after, limit: PAGE_SIZE });
      this.#state = reduce(this.#state, page.events);
      after = page.last;
      // No await between the last page and this: nothing is committed unseen.
      if (after >= this.#store.last) break;
    }
    this.#end = this.#store.onCommit((events) => {
      this.#state = reduce(this.#state, events);
    });
  }

  /** Follows no more. */
  close(): void {
    this.#end();
  }
}
