import { signal } from "@preact/signals";
import { EventLog } from "../../rows/event_log.ts";
import type { Names } from "../../rows/names.ts";
import { reasonOf } from "../../net/http.ts";
import type { PageReader } from "./history_search.ts";

/** A stretch of time; ms since 1970, UTC. */
interface Stretch {
  readonly from: number;
  readonly to: number;
}

const PAGE = 1000;
/** Events that one look at a stretch loads at most: more cannot be told apart on a screen. */
const MAX_A_LOOK = 8000;
/** Events held at most; beyond that, what is looked at is loaded anew. */
const MAX_HELD = 60_000;

/** Stored events from before the stream that the page follows, loaded by stretches of time. */
export class PastEvents {
  readonly log: EventLog;
  /** Grows with all that is loaded. */
  readonly version = signal(0);
  /** Why the last look failed. */
  readonly error = signal<string | undefined>(undefined);
  readonly #read: PageReader;
  #known: readonly Stretch[] = [];
  #ids = new Set<number>();
  #look = 0;
  /** A stretch of which one look did not load all: it is not looked at again as time goes on. */
  #tooMuch: Stretch | undefined;
  /** The stretch that is being looked at. */
  #under: Stretch | undefined;

  constructor(read: PageReader, names: Names) {
    this.#read = read;
    this.log = new EventLog(MAX_HELD * 2, names);
  }

  /** What of a stretch is not loaded, in order. */
  unknown(stretch: Stretch): readonly Stretch[] {
    return this.#known.reduce<readonly Stretch[]>(
      (rest, known) => rest.flatMap((each) => without(each, known)),
      stretch.to > stretch.from ? [stretch] : [],
    );
  }

  /** Loads what of a stretch is not loaded, the latest first; a later look ends this one. */
  async look(stretch: Stretch): Promise<void> {
    const under = this.#under;
    // What is on its way already is waited for.
    if (under !== undefined && under.from <= stretch.from && stretch.to <= under.to) return;
    if (isAbout(stretch, this.#tooMuch)) return;
    const look = ++this.#look;
    this.#under = stretch;
    if (this.#ids.size > MAX_HELD) this.clear();
    let left = MAX_A_LOOK;
    try {
      for (const piece of this.unknown(stretch).toReversed()) {
        let before: number | undefined;
        let more = true;
        while (more && left > 0) {
          const page = await this.#read({
            q: `since:${Math.floor(piece.from)} until:${Math.ceil(piece.to)}`,
            limit: String(PAGE),
            ...(before === undefined ? {} : { before: String(before) }),
          });
          if (look !== this.#look) return;
          const fresh = page.events.filter(({ id }) => !this.#ids.has(id)).reverse();
          for (const { id } of fresh) this.#ids.add(id);
          if (fresh.length > 0) this.log.insert(fresh);
          ({ more, last: before } = page);
          left -= page.events.length;
          const oldest = page.events.at(-1)?.received ?? piece.from;
          this.#learn({ from: more ? oldest : piece.from, to: piece.to });
        }
      }
      this.#tooMuch = left <= 0 ? stretch : undefined;
      this.error.value = undefined;
    } catch (failure) {
      if (look === this.#look) this.error.value = reasonOf(failure);
    } finally {
      if (look === this.#look) this.#under = undefined;
    }
  }

  clear(): void {
    this.#known = [];
    this.#ids.clear();
    this.log.clear();
    this.version.value++;
  }

  #learn(stretch: Stretch): void {
    this.#known = [...this.#known.flatMap((each) => without(each, stretch)), stretch];
    this.version.value++;
  }
}

/** Whether a stretch is nearly all of another one, and no shorter. */
function isAbout({ from, to }: Stretch, other: Stretch | undefined): boolean {
  if (other === undefined) return false;
  const common = Math.min(to, other.to) - Math.max(from, other.from);
  return common > 0.9 * (to - from) && to - from > 0.9 * (other.to - other.from);
}

/** What of a stretch lies outside of another. */
function without(stretch: Stretch, { from, to }: Stretch): Stretch[] {
  if (to <= stretch.from || from >= stretch.to) return [stretch];
  return [
    ...from > stretch.from ? [{ from: stretch.from, to: from }] : [],
    ...to < stretch.to ? [{ from: to, to: stretch.to }] : [],
  ];
}
