import { BodyDeduper } from "./body_deduper.ts";
import type { IngestContext } from "./ingest_context.ts";
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

/** Where all routes in meet: stores what was understood, and counts it. */
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
  context(): Pick<IngestContext, "received" | "redact"> {
    const { now, redact } = this.#options;
    return { received: now(), redact };
  }

  /** Identifies a body, so that its duplicates are found. */
  digestOf(route: string, text: string, { received }: Pick<IngestContext, "received">): string {
    return this.#deduper.digestOf(route, text, received);
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

  /** Told how many events were dropped as duplicates. */
  onDuplicates: (count: number) => void = () => {};

  /** Told how each write went: `null`, or what went wrong. */
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
