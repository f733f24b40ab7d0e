import type { Category, JsonObject } from "../events/event.ts";
import type { Query } from "../events/query/mod.ts";
import type { Store } from "../store/store.ts";

/** What the server has to tell of itself. */
export interface OwnEvent {
  readonly category: Extract<Category, "system" | "websocket">;
  readonly type: `server.${string}` | `client.${string}`;
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

/** By this source our own events are known. */
export const OWN_SOURCE = "monitor";

const OWN: Query = { kind: "word", field: "source", value: OWN_SOURCE, quoted: true };

/**
 * Stores what the server has to tell of itself, and knows how many such events there are: each
 * carries the number of those so far, so that a restarted server goes on counting.
 */
export class OwnEvents {
  readonly #store: Pick<Store, "page" | "append">;
  readonly #mute: boolean;
  readonly #now: () => number;
  readonly #log: (line: string) => void;
  /** One after the other, so that the numbers grow in the order of the ids. */
  #work: Promise<void>;
  #count = 0;

  constructor(
    store: Pick<Store, "page" | "append">,
    { now, log, mute = false }: OwnEventsOptions,
  ) {
    this.#mute = mute;
    this.#store = store;
    this.#now = now;
    this.#log = log;
    this.#work = this.#recall();
  }

  /** How many of the stored events are our own. */
  get count(): number {
    return this.#count;
  }

  /** Resolves when all that was told so far is stored. */
  get settled(): Promise<void> {
    return this.#work;
  }

  /** Stores an event of our own; what cannot be stored is logged. */
  tell(event: OwnEvent): void {
    if (this.#mute) return;
    const at = this.#now();
    this.#work = this.#work.then(async () => {
      const { category, type, summary, data } = event;
      const own_events = this.#count + 1;
      const draft = { ts: at, received: at, source: OWN_SOURCE, category, type, summary };
      await this.#store.append([{ draft: { ...draft, data: { ...data, own_events } } }]);
      this.#count = own_events;
    }).catch((error) => this.#log(`Cannot store "${event.type}": ${error}`));
  }

  async #recall(): Promise<void> {
    try {
      for (let before: number | undefined, more = true; more;) {
        const page = await this.#store.page({
          limit: 1,
          q: OWN,
          ...(before === undefined ? {} : { before }),
        });
        const [newest] = page.events;
        if (newest !== undefined) {
          const { own_events } = newest.data as JsonObject;
          if (typeof own_events === "number") this.#count = own_events;
          return;
        }
        before = page.last;
        more = page.more;
      }
    } catch (error) {
      this.#log(`Cannot count our own events: ${error}`);
    }
  }
}
