import { canonicalFolder, folderKey } from "../../events/folders/canonical_folder.ts";
import { projectRoot } from "../../events/folders/project_root.ts";
import { batch, computed, type Signal, signal } from "@preact/signals";
import type { CanonicalEvent } from "../../events/event.ts";
import type { SessionsUpdate } from "../../contract/socket.ts";
import { noteServerTime, now, serverNow } from "../ui/clock.ts";
import { EventLog } from "../rows/event_log.ts";
import { type Feed, type FeedSink } from "../net/feed.ts";
import { type FeedStatus, initialStatus, isAway } from "../net/feed_status.ts";
import { oncePerFrame } from "../ui/frame.ts";
import { SessionHues } from "../ui/hues.ts";
import { LiveList, type RowFilter, type Shift } from "../rows/live_list.ts";
import { Names } from "../rows/names.ts";
import { SessionStore } from "./session_store.ts";

/** Rows that a page keeps; older ones are in the store and under History. */
const ROWS_KEPT = 120_000;

/** Events taken in before one picture: few enough that a burst is not felt. */
const EVENTS_A_FRAME = 500;

/** Rows that fill a screen, and then some: so many are looked for before the first picture. */
const SCREEN = 400;
/** ms that this may take at most, so that a key press is never felt. */
const FIRST_LOOK_MS = 8;
/** ms that each further step takes. */
const STEP_MS = 10;

/** ms of a step of {@linkcode LiveStore.lately}. */
const LATELY = 5000;

type Arrival = { readonly place: "end" | "between"; readonly events: readonly CanonicalEvent[] };

/** What the page knows of the stream, as signals that views draw from. */
export class LiveStore implements FeedSink {
  /** What sessions and agents are called, for all lists of the page. */
  readonly names = new Names();
  /** What all sessions do. */
  readonly sessions = new SessionStore();
  readonly log = new EventLog(ROWS_KEPT, this.names);
  readonly list = new LiveList(this.log);
  readonly hues = new SessionHues();
  readonly connection: Signal<FeedStatus> = signal(initialStatus(serverNow()));
  /**
   * The moment that is shown, ms since 1970: the present, or since when the page knows nothing
   * new. Nothing is said to go on after it.
   */
  readonly at = computed(() => {
    const status = this.connection.value;
    return isAway(status) ? status.since : now.value;
  });
  /** The same in steps of some seconds, for what need not be drawn anew each second. */
  readonly lately = computed(() => Math.floor(this.at.value / LATELY) * LATELY);
  /** Grows with every change of the list. */
  readonly version = signal(0);
  /** How many rows of the list are shown while it is paused; `null` while it follows. */
  readonly pausedAt = signal<number | null>(null);
  /** Rows added at the beginning of the list so far, less those taken off there. */
  readonly prepended = signal(0);
  /** Folders of all projects seen, in the order of their first event. */
  readonly projects = signal<readonly string[]>([]);
  readonly listeners = new Set<(events: readonly CanonicalEvent[]) => void>();
  feed: Feed | undefined;
  #arrivals: Arrival[] = [];
  #flushSoon = oncePerFrame(() => this.#flush());
  // Behind the picture, so that the first result is not kept waiting.
  #restSoon = oncePerFrame(() => setTimeout(() => this.#filterRest()));

  append(events: readonly CanonicalEvent[]): void {
    this.#arrivals.push({ place: "end", events });
    this.#flushSoon();
  }

  insert(events: readonly CanonicalEvent[]): void {
    this.#arrivals.push({ place: "between", events });
    this.#flushSoon();
  }

  clear(): void {
    this.#arrivals = [];
    this.log.clear();
    this.list.clear();
    this.pausedAt.value = null;
    this.version.value++;
  }

  status(status: FeedStatus): void {
    this.connection.value = status;
  }

  /** Takes in what sessions do: who waits, what they are called, and which colour each has. */
  takeSessions(update: SessionsUpdate): void {
    noteServerTime(update.now);
    batch(() => {
      const named = this.names.version;
      for (const { id, project } of [...update.live, ...update.over]) {
        if (project !== null) this.names.learnProject(id, project);
      }
      const before = this.sessions.waiting.value;
      this.sessions.take(update);
      // Nobody tells when the person answered: it is seen in that nobody waits any more.
      const asked = before.map(({ wait }) => wait.event);
      const still = new Set(this.sessions.waiting.value.map(({ wait }) => wait.event));
      this.log.answer(asked.filter((event) => !still.has(event)), update.now);
      if (update.whole) {
        const byAge = this.sessions.all().toSorted((a, b) =>
          a.first - b.first || (a.id < b.id ? -1 : 1)
        );
        this.hues.begin(byAge.map(({ id }) => id));
      }
      this.#noteProjects(this.sessions.all());
      if (update.whole || this.names.version !== named) {
        this.log.rename();
        this.version.value++;
      }
    });
  }

  /** Shows only the rows that pass: at once as many as fill a screen, then the rest. */
  filter(filter: RowFilter): void {
    const mayGoOn = forMs(FIRST_LOOK_MS);
    this.list.refilter(filter, (found) => found < SCREEN && mayGoOn());
    if (this.pausedAt.value !== null) this.pausedAt.value = this.list.visible.length;
    this.version.value++;
    this.#restSoon();
  }

  /** Keeps the list as it is; what arrives is counted. */
  pause(): void {
    if (this.pausedAt.value === null) this.pausedAt.value = this.list.visible.length;
  }

  follow(): void {
    this.pausedAt.value = null;
  }

  toggleFold(id: number): void {
    const before = this.list.visible.length;
    this.list.toggleFold(id);
    if (this.pausedAt.value !== null) {
      this.pausedAt.value += this.list.visible.length - before;
    }
    this.version.value++;
  }

  /** Loads stored events before the first row. */
  async loadEarlier(): Promise<void> {
    await this.feed?.earlier();
  }

  /** Filters older rows in steps, between which the page is drawn and stays usable. */
  #filterRest(): void {
    if (this.list.isWhole) return;
    this.#shift({ at: 0, by: this.list.back(forMs(STEP_MS)) });
    this.version.value++;
    this.#restSoon();
  }

  #flush(): void {
    // Nothing is drawn while the page is hidden: nobody feels how much is taken in at once.
    let left = document.hidden ? Infinity : EVENTS_A_FRAME;
    while (left > 0) {
      const arrival = this.#nextArrival(left);
      if (arrival === undefined) break;
      left -= arrival.events.length;
      this.#take(arrival);
    }
    this.version.value++;
    if (this.#arrivals.length > 0) this.#flushSoon();
  }

  #take({ place, events }: Arrival): void {
    this.#shift(
      this.list.update(place === "end" ? this.log.append(events) : this.log.insert(events)),
    );
    this.#noteProjects(events);
    this.hues.note(events.map(({ session }) => session));
    for (const listener of this.listeners) listener(events);
  }

  /** The next events to take in, at most so many of those that go to the end. */
  #nextArrival(most: number): Arrival | undefined {
    const arrival = this.#arrivals.shift();
    if (arrival === undefined || arrival.place === "between" || arrival.events.length <= most) {
      return arrival;
    }
    this.#arrivals.unshift({ place: "end", events: arrival.events.slice(most) });
    return { place: "end", events: arrival.events.slice(0, most) };
  }

  /** Keeps what is looked at in its place when rows come or go before it. */
  #shift({ at, by }: Shift): void {
    const paused = this.pausedAt.value;
    if (paused === 0) this.pausedAt.value = this.list.visible.length;
    else if (by !== 0 && (paused === null || at < paused)) {
      this.prepended.value += by;
      if (paused !== null) this.pausedAt.value = Math.max(0, paused + by);
    }
  }

  /** Spellings of folders that were seen, and what tells them apart. */
  readonly #folders = new Set<string>();
  readonly #projectKeys = new Set<string>();

  #noteProjects(all: readonly { readonly project?: string | null }[]): void {
    const fresh: string[] = [];
    for (const { project } of all) {
      if (project === undefined || project === null || this.#folders.has(project)) continue;
      this.#folders.add(project);
      const root = projectRoot(canonicalFolder(project));
      const key = folderKey(root);
      if (!this.#projectKeys.has(key)) fresh.push(root);
      this.#projectKeys.add(key);
    }
    if (fresh.length > 0) this.projects.value = [...this.projects.value, ...fresh];
  }
}

/** Passes for so many ms. */
function forMs(ms: number): () => boolean {
  const end = performance.now() + ms;
  return () => performance.now() < end;
}
