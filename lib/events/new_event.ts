import type { EventDraft } from "./event.ts";

/** An event on its way into the store, with what identifies a double of it. */
export interface NewEvent {
  readonly draft: EventDraft;
  /** Explicit identity from the emitter; kept for 24 hours. A second event with it is dropped. */
  readonly key?: string | undefined;
  /** A second event of the same type and agent with the same `correlation` is a double. */
  readonly once?: true | undefined;
  /**
   * Stands for the bytes that it came as, the way that they came, and its place among them: an
   * event with the same one within 500 ms is a double.
   */
  readonly body?: string | undefined;
}
