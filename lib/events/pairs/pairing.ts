import type { EventDraft } from "../event.ts";
import { ASKS, BEGINS, ENDS, type PairPlace, type PairRule, toolPlace } from "./pair_rules.ts";

/** What pairing looks at. */
export interface PairInput extends PairPlace, Pick<EventDraft, "type" | "ts" | "received"> {
  readonly correlation?: string | undefined;
  readonly duration_ms?: number | undefined;
  /** The correlation is a tool use's own id, which no other tool use has. */
  readonly once?: true | undefined;
}

/** What an event that ends something gets from the one that began it. */
export interface Amendment {
  /** Length in milliseconds, where the emitter said none. */
  readonly duration_ms?: number;
  /** The beginning's correlation, where the emitter gave none or a wrong one. */
  readonly correlation?: string;
}

interface Open {
  readonly place: string;
  readonly correlation: string | undefined;
  readonly ts: number;
  readonly received: number;
  /** The person was asked about it: the time until its end is not its own alone. */
  asked: boolean;
}

const MAX_OPEN = 10_000;

/**
 * Joins the two events of a pair: by tool use id, else by correlation id where the tool agrees,
 * else per session and tool in order. Some emitters give the id of another tool that ran at the
 * same time, or none.
 */
export class Pairing {
  /** In the order in which they began. */
  readonly #open = new Set<Open>();
  readonly #byCorrelation = new Map<string, Open>();
  readonly #byPlace = new Map<string, Set<Open>>();

  /** Beginnings whose ends have not come. */
  get open(): number {
    return this.#open.size;
  }

  /** Sees the next event; says what an end gets from its beginning. */
  see(input: PairInput): Amendment | undefined {
    if (input.type === ASKS) this.#ask(input);
    const begins = BEGINS.get(input.type);
    if (begins !== undefined) this.#begin(input, begins);
    const ends = ENDS.get(input.type);
    return ends === undefined ? undefined : this.#end(input, ends.place(input));
  }

  /** Forgets all that is open. */
  clear(): void {
    this.#open.clear();
    this.#byCorrelation.clear();
    this.#byPlace.clear();
  }

  #begin(input: PairInput, rule: PairRule): void {
    const { ts, received, correlation } = input;
    const place = rule.place(input);
    if (rule.isSingle === true) {
      for (const before of this.#byPlace.get(place) ?? []) {
        // A prompt that is queued while its turn is open joins that turn.
        if (correlation !== undefined && before.correlation === correlation) return;
        this.#close(before);
      }
    }
    const open = { place, correlation, ts, received, asked: false };
    this.#open.add(open);
    if (correlation !== undefined) this.#byCorrelation.set(correlation, open);
    const queue = this.#byPlace.get(place);
    if (queue === undefined) this.#byPlace.set(place, new Set([open]));
    else queue.add(open);
    if (this.#open.size <= MAX_OPEN) return;
    for (const oldest of this.#open) return this.#close(oldest);
  }

  /** The question belongs to the call that it names, else to the latest of that tool. */
  #ask(input: PairInput): void {
    const place = toolPlace(input);
    const named = input.correlation === undefined
      ? undefined
      : this.#byCorrelation.get(input.correlation);
    const asked = named?.place === place ? named : [...this.#byPlace.get(place) ?? []].at(-1);
    if (asked !== undefined) asked.asked = true;
  }

  #end(input: PairInput, place: string): Amendment | undefined {
    const open = this.#find(input, place);
    if (open === undefined) return undefined;
    this.#close(open);
    const duration = input.duration_ms === undefined && !open.asked
      ? durationBetween(open, input)
      : undefined;
    const isOther = open.correlation !== undefined && open.correlation !== input.correlation;
    return {
      ...(duration === undefined ? {} : { duration_ms: duration }),
      ...(isOther ? { correlation: open.correlation } : {}),
    };
  }

  #find({ correlation, once }: PairInput, place: string): Open | undefined {
    const same = correlation === undefined ? undefined : this.#byCorrelation.get(correlation);
    // A tool use id belongs to one tool use: where its beginning was not seen there is none.
    if (once) return same;
    if (same?.place === place) return same;
    for (const oldest of this.#byPlace.get(place) ?? []) return oldest;
    return undefined;
  }

  #close(open: Open): void {
    this.#open.delete(open);
    if (open.correlation !== undefined && this.#byCorrelation.get(open.correlation) === open) {
      this.#byCorrelation.delete(open.correlation);
    }
    const queue = this.#byPlace.get(open.place);
    queue?.delete(open);
    if (queue?.size === 0) this.#byPlace.delete(open.place);
  }
}

/**
 * The time between two events. Both times come from one emitter's clock, so their difference holds
 * however wrong the clock is; but some clocks only tick in seconds, and then ours is better.
 */
function durationBetween(
  begin: Pick<Open, "ts" | "received">,
  end: Pick<PairInput, "ts" | "received">,
): number | undefined {
  const [said, seen] = [end.ts - begin.ts, end.received - begin.received];
  const isCoarse = begin.ts % 1000 === 0 && end.ts % 1000 === 0 && seen > 0;
  const duration = isCoarse || said < 0 ? seen : said;
  return duration >= 0 ? duration : undefined;
}
