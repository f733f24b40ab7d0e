import { BodyDeduper } from "./body_deduper.ts";
import { ingest, type Ingested, type InputContext } from "./ingest.ts";
import { OWN_SOURCE } from "../events/own_source.ts";
import type { Appended, EventSink, NewEvent } from "../events/new_event.ts";
import type { SessionProjects } from "./session_projects.ts";

/** How {@linkcode EventIngestor} treats what comes in. */
export interface EventIngestorOptions {
  /** ms since 1970, UTC. */
  readonly now: () => number;
  /** Whether secrets are replaced before storing. */
  readonly redact: boolean;
  /** Gives events the projects of their sessions; they keep their own unless it is there. */
  readonly projects?: Pick<SessionProjects, "place" | "takeLearnt">;
}

/** What a border knows of an input; what is left out, {@linkcode EventIngestor} fills in. */
export interface InputFacts extends Omit<Partial<InputContext>, "digest" | "redact"> {
  /** Tells it apart from equal inputs of other times. */
  readonly moment?: number | undefined;
}

/** Where all routes in meet: understands and stores what comes in, and counts it. */
export class EventIngestor {
  readonly #store: EventSink;
  readonly #options: EventIngestorOptions;
  readonly #deduper = new BodyDeduper();
  #stored = 0;
  #waiting = 0;
  #mostWaiting = 0;
  #failed = 0;

  constructor(store: EventSink, options: EventIngestorOptions) {
    this.#store = store;
    this.#options = options;
  }

  /** What is known of anything that comes in now. */
  context(): { readonly received: number; readonly redact: boolean } {
    const { now, redact } = this.#options;
    return { received: now(), redact };
  }

  /**
   * Understands an input; nothing is stored by that.
   *
   * @param text `null` for the lines of a stream, which are in `facts.parsed` and not compared
   * @throws {RangeError} when there is no such route
   */
  read(route: string, text: string | null, { moment, ...facts }: InputFacts = {}): Ingested {
    const context = { ...this.context(), ...facts };
    if (text === null) return ingest(route, "", context);
    const name = this.#deduper.digestOf(route, text, context.received);
    const digest = moment === undefined ? name : `${name} ${moment}`;
    return ingest(route, text, { ...context, digest });
  }

  /** Events that this process has stored. */
  get stored(): number {
    return this.#stored;
  }

  /** Events on their way to the disk: now, and at most. */
  get queue(): { now: number; max: number } {
    return { now: this.#waiting, max: this.#mostWaiting };
  }

  /** Events that could not be stored; their emitters were told so. */
  get failed(): number {
    return this.#failed;
  }

  /** Called with how many events were dropped as duplicates. */
  onDuplicates: (count: number) => void = () => {};

  /** Called with how each write went: `null`, or what went wrong. */
  onStore: (failure: unknown) => void = () => {};

  /**
   * Stores events; once it resolves they survive the end of this process.
   *
   * @returns the ids of those that were no duplicates
   * @throws {Error} when they could not be written
   */
  async accept(given: readonly NewEvent[]): Promise<readonly number[]> {
    if (given.length === 0) return [];
    const { projects } = this.#options;
    const placed = projects?.place(given) ?? given;
    // Nothing is waited for that is there: whoever comes later would overtake.
    const events = placed instanceof Promise ? await placed : placed;
    const appended = await this.#append(events);
    for (const [session, project] of projects?.takeLearnt() ?? []) {
      await this.#store.placeSession?.(session, project);
    }
    const ids: number[] = [];
    events.forEach(({ draft }, index) => {
      const result = appended[index];
      if (result === undefined || result.duplicate) return;
      ids.push(result.id);
      if (draft.source !== OWN_SOURCE) this.#stored++;
    });
    this.onDuplicates(events.length - ids.length);
    return ids;
  }

  async #append(events: readonly NewEvent[]): Promise<readonly Appended[]> {
    this.#waiting += events.length;
    this.#mostWaiting = Math.max(this.#mostWaiting, this.#waiting);
    try {
      const appended = await this.#store.append(events);
      this.onStore(null);
      return appended;
    } catch (error) {
      this.#failed += events.length;
      this.onStore(error);
      throw error;
    } finally {
      this.#waiting -= events.length;
    }
  }
}
