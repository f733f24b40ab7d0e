import type { EventDraft } from "./event.ts";

/** An event on its way into the store, with what identifies a duplicate of it. */
export interface NewEvent {
  readonly draft: EventDraft;
  /** Explicit identity from the emitter; kept for 24 hours. A second event with it is dropped. */
  readonly key?: string | undefined;
  /** A second event of the same type and agent with the same `correlation` is a duplicate. */
  readonly once?: true | undefined;
  /**
   * Stands for the bytes that it came as, the way that they came, and its place among them: an
   * event with the same one within 500 ms is a duplicate.
   */
  readonly body?: string | undefined;
  /**
   * The JSON text of the draft's `data`, as UTF-8: made where nobody waits, since a long one takes
   * its time.
   */
  readonly json?: Uint8Array<ArrayBuffer> | undefined;
}

/** What became of one event that was appended. */
export interface Appended {
  /** The id it was stored under, or the id of the first one when it is a duplicate. */
  readonly id: number;
  readonly duplicate: boolean;
}

/** Where understood events go: the store, or what stands in for it. */
export interface EventSink {
  /**
   * Stores events. Resolves once they are on disk.
   *
   * @throws {Error} when they could not be written; then none of these is stored
   */
  append(events: readonly NewEvent[]): Promise<readonly Appended[]>;
  /** Gives the latest events of a session the project that it turned out to belong to. */
  placeSession?(session: string, project: string): Promise<void>;
}
