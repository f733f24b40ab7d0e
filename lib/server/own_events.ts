import type { CanonicalEvent, Category, JsonObject } from "../events/event.ts";
import { isJsonObject, objectIn } from "../events/json.ts";
import type { Query } from "../events/query/mod.ts";
import type { Store } from "../store/store.ts";
import { OWN_SOURCE } from "../events/own_source.ts";
import { type Configuration, describeChange } from "./configuration.ts";

/** What the server has to tell of itself. */
export interface OwnEvent {
  readonly category: Extract<Category, "system" | "websocket">;
  readonly type: `server.${string}` | `client.${string}` | "config.change";
  /** One line for people. */
  readonly summary: string;
  readonly data: JsonObject;
}

/** How {@linkcode OwnEvents} reaches the world. */
export interface OwnEventsOptions {
  /** ms since 1970, UTC. */
  readonly now: () => number;
  /** One line for the log. */
  readonly log: (line: string) => void;
  /** Stores nothing. */
  readonly mute?: boolean;
}

type OwnStore = Pick<Store, "last" | "page" | "append" | "onCommit">;

const OWN: Query = { kind: "word", field: "source", value: OWN_SOURCE, quoted: true };
const STARTS: Query = {
  kind: "and",
  terms: [OWN, { kind: "word", field: "type", value: "server.start", quoted: true }],
};
const PAGE_SIZE = 1_000;

/**
 * Stores what the server has to tell of itself, and counts the events that emitters sent: each own
 * event carries their number so far, so that a restarted server goes on counting.
 */
export class OwnEvents {
  readonly #store: OwnStore;
  readonly #options: OwnEventsOptions;
  readonly #endCommits: () => void;
  /** One after the other, in the order in which they were reported. */
  #work: Promise<void>;
  #processed = 0;
  /** Whether what was stored before this process has been counted. */
  #isCounted = false;
  #isEnding = false;

  constructor(store: OwnStore, options: OwnEventsOptions) {
    this.#store = store;
    this.#options = options;
    this.#endCommits = store.onCommit((events) => {
      this.#processed += events.filter(isSent).length;
    });
    this.#work = this.#recall(store.last).catch((error) =>
      options.log(`Cannot count the stored events: ${error}`)
    );
  }

  /** How many events emitters have sent, over all restarts. */
  get processed(): number {
    return this.#processed;
  }

  /** Stores an event of our own; what cannot be stored is logged. */
  tell(event: OwnEvent): void {
    const at = this.#options.now();
    this.#work = this.#work.then(() => this.#append(event, at))
      .catch((error) => this.#options.log(`Cannot store "${event.type}": ${error}`));
  }

  /**
   * Stores that the server started, with its configuration, and whether that is another one than
   * at the start before.
   */
  tellStart(start: OwnEvent, configuration: Configuration): void {
    const upTo = this.#store.last;
    this.tell({ ...start, data: { ...start.data, configuration } });
    this.#work = this.#work.then(async () => {
      const before = await this.#store.page({ before: upTo + 1, limit: 1, q: STARTS });
      const data = before.events[0]?.data;
      if (!isJsonObject(data) || !isJsonObject(data["configuration"])) return;
      const change = describeChange(objectIn(data, "configuration"), configuration);
      if (change === null) return;
      const summary = `Configuration changed: ${change}`;
      await this.#append({ category: "system", type: "config.change", summary, data: { change } });
    }).catch((error) => this.#options.log(`Cannot compare the configuration: ${error}`));
  }

  /** Resolves when all that was reported is stored; nothing is counted after that. */
  async close(): Promise<void> {
    this.#isEnding = true;
    await this.#work;
    this.#endCommits();
  }

  async #append({ category, type, summary, data }: OwnEvent, at = this.#options.now()) {
    if (this.#options.mute === true) return;
    const facts = { ts: at, received: at, source: OWN_SOURCE, category, type, summary };
    // A number that is not known yet would mislead the next server, which counts from it.
    const counted = this.#isCounted ? { processed: this.#processed } : {};
    const draft = { ...facts, data: { ...data, ...counted } };
    await this.#store.append([{ draft }]);
  }

  /** Adds what was stored up to an id, before this process. */
  async #recall(upTo: number): Promise<void> {
    const reported = await this.#lastTold(upTo);
    let counted = reported.processed;
    for (let after = reported.id, more = upTo > reported.id; more;) {
      // Millions may have been imported: the next server counts them.
      if (this.#isEnding) return;
      const page = await this.#store.page({ after, upTo, limit: PAGE_SIZE });
      counted += page.events.filter(isSent).length;
      after = page.last;
      more = page.more;
    }
    this.#processed += counted;
    this.#isCounted = true;
  }

  /** The newest event of our own that carries the number, and that number. */
  async #lastTold(upTo: number): Promise<{ id: number; processed: number }> {
    for (let before = upTo + 1, more = true; more;) {
      const page = await this.#store.page({ before, limit: 20, q: OWN });
      for (const { id, data } of page.events) {
        const processed = isJsonObject(data) ? data["processed"] : undefined;
        if (typeof processed === "number") return { id, processed };
      }
      before = page.last;
      more = page.more;
    }
    return { id: 0, processed: 0 };
  }
}

function isSent({ source }: CanonicalEvent): boolean {
  return source !== OWN_SOURCE;
}
