import type { Clock } from "../../clock.ts";
import type { CanonicalEvent, Json } from "../../events/event.ts";
import type { Store } from "../../store/store.ts";
import { Batcher } from "../batcher.ts";
import { type Backlog, isBehind } from "../feed/backlog.ts";
import { eventPacket, SharedPackets } from "../feed/shared_packets.ts";
import { OWN_SOURCE } from "../../events/own_source.ts";
import { toFrame } from "./frame.ts";

/** A connection to one of claude-mpm's clients. */
export interface Listener extends Backlog {
  /** Sends what others get as well. */
  write(packets: SharedPackets): void;
}

/** One message and its argument. */
export interface Message {
  readonly message: string;
  readonly body: Json;
}

/** The parts of the world that a broadcaster needs. */
export interface LegacyBroadcasterParts {
  readonly onCommit: Store["onCommit"];
  /** Called for each time that a slow client was left out. */
  readonly onSlow: () => void;
  readonly clock: Pick<Clock, "elapsed" | "later">;
}

/** Clients that get every event in claude-mpm's words, a message for each. */
export class LegacyBroadcaster {
  readonly #parts: LegacyBroadcasterParts;
  readonly #listeners = new Set<Listener>();
  readonly #endCommits: () => void;
  readonly #batcher: Batcher<CanonicalEvent>;
  /** Events that were passed on as they came. */
  readonly #passedOn = new Set<number>();

  constructor(parts: LegacyBroadcasterParts) {
    this.#parts = parts;
    this.#batcher = new Batcher((events) => this.#send(events), parts.clock, { first: "waits" });
    this.#endCommits = parts.onCommit((events) => this.#add(events));
  }

  add(listener: Listener): void {
    this.#listeners.add(listener);
  }

  delete(listener: Listener): void {
    this.#listeners.delete(listener);
  }

  /** Tells all of them now. */
  tell(messages: readonly Message[]): void {
    if (this.#listeners.size === 0 || messages.length === 0) return;
    const shared = new SharedPackets(
      messages.map(({ message, body }) => eventPacket(message, JSON.stringify(body))),
    );
    for (const listener of this.#listeners) {
      // Left out: this protocol knows no way to catch up.
      if (isBehind(listener)) this.#parts.onSlow();
      else listener.write(shared);
    }
  }

  /** Leaves out events that were passed on in another way; they have just been stored. */
  skip(ids: readonly number[]): void {
    if (this.#batcher.isWaiting) { for (const id of ids) this.#passedOn.add(id); }
  }

  /** Tells what waits, and ends. */
  close(): void {
    this.#endCommits();
    this.#batcher.flush();
    this.#listeners.clear();
  }

  #add(events: readonly CanonicalEvent[]): void {
    if (this.#listeners.size === 0) return;
    // claude-mpm's server makes no events of its own from those of its emitters.
    this.#batcher.add(events.filter(({ source }) => source !== OWN_SOURCE));
  }

  #send(events: readonly CanonicalEvent[]): void {
    this.tell(events.filter(({ id }) => !this.#passedOn.has(id)).map(toFrame));
    this.#passedOn.clear();
  }
}
