/** One moment by the two clocks of a machine. */
export interface Moment {
  /** The system's clock, which may be wrong and may be set; ms since 1970, UTC. */
  readonly wall: number;
  /** A clock that only runs, in ms; it begins anywhere. */
  readonly running: number;
}

/** From some event on, the system's clock was ahead of the trusted time by so much. */
export interface Shift {
  /** The first event that was received so. */
  readonly from: number;
  /** In ms; less than 0 where it was behind. */
  readonly ahead: number;
  /** The trusted time at which it began; ms since 1970, UTC. */
  readonly time: number;
}

/** What is kept of the clock from one run to the next. */
export interface ClockMemory {
  /** The trusted time; ms since 1970, UTC. */
  readonly time: number;
  /** What the system's clock said at that moment; ms since 1970, UTC. */
  readonly wall: number;
  /** For how long the system's clock had run evenly by then, in ms. */
  readonly steady: number;
  /** Oldest first. */
  readonly shifts: readonly Shift[];
}

/** What the clock begins with. */
export interface ClockBeginning {
  readonly now: Moment;
  /** What the last run left; `null` where there is nothing. */
  readonly memory: ClockMemory | null;
  /** When the newest stored event was received, by the system's clock; `null` without events. */
  readonly newest: number | null;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Both clocks agree when they differ by no more than this over a look. */
const TOLERANCE = MINUTE;
/** Longer between two looks, the machine slept or the clocks were set: only so much counts. */
const MAX_LOOK = 10 * MINUTE;
/** So long the system's clock has to run evenly before it is believed. */
const PROOF = 3 * HOUR;
/** A server that was off for longer has to prove its clock anew: a long weekend is shorter. */
const MAX_OFF = 3 * DAY;
/** A clock that is believed and ahead is followed so many times as fast as it runs. */
const FOLLOW = 24;
/** Smaller shifts are not worth being remembered. */
const MIN_SHIFT = HOUR;
/** More shifts than this are no shifts of a clock that means anything. */
const MAX_SHIFTS = 1_000;

/**
 * The time by which the age of events is judged. It never trusts the system's clock at once: it
 * goes on from where the last run left it, runs as the machine runs, and follows a system's clock
 * that is ahead only after that has been steady for hours, and then a day for each hour. So no
 * start with a wrong clock and no jump makes stored events old.
 */
export class TrustedClock {
  #time: number;
  #steady: number;
  #last: Moment;
  readonly #shifts: Shift[];

  constructor({ now, memory, newest }: ClockBeginning) {
    this.#last = now;
    this.#time = memory?.time ?? Math.min(newest ?? now.wall, now.wall);
    const off = now.wall - (memory?.wall ?? this.#time);
    const isPlausible = memory !== null && off >= -TOLERANCE && off <= MAX_OFF;
    this.#steady = isPlausible ? memory.steady : 0;
    this.#shifts = [...memory?.shifts ?? []];
  }

  /** The trusted time at the last look; ms since 1970, UTC. */
  get time(): number {
    return this.#time;
  }

  /** By how much the system's clock is ahead of it, in ms; 0 where that is less than a minute. */
  get lead(): number {
    const lead = this.#last.wall - this.#time;
    return lead < TOLERANCE ? 0 : lead;
  }

  /** What the next run has to know. */
  get memory(): ClockMemory {
    return {
      time: this.#time,
      wall: this.#last.wall,
      steady: this.#steady,
      shifts: this.#shifts,
    };
  }

  /**
   * Looks at both clocks; to be called now and then, and before events are stored.
   *
   * @param last the id of the newest event
   */
  look(now: Moment, last: number): void {
    const ran = Math.max(0, now.running - this.#last.running);
    const passed = now.wall - this.#last.wall;
    const isEven = ran <= MAX_LOOK && Math.abs(passed - ran) <= TOLERANCE;
    const counted = Math.min(ran, MAX_LOOK);
    this.#last = now;
    this.#steady = isEven ? this.#steady + ran : 0;
    this.#time = this.#next(counted);
    this.#noteShift(last);
  }

  /**
   * The trusted time at which an event was received; ms since 1970, UTC.
   *
   * @param received by the system's clock, ms since 1970, UTC
   */
  receivedAt(id: number, received: number): number {
    const at = this.#shifts.findLastIndex(({ from }) => from <= id);
    const shift = this.#shifts[at];
    const end = this.#shifts[at + 1]?.time ?? Infinity;
    if (shift === undefined) return Math.min(received, end);
    return Math.min(Math.max(received - shift.ahead, shift.time), end);
  }

  /** The moment before which events are too old to be kept; ms since 1970, UTC. */
  oldest(maxAge: number): number {
    return Math.min(this.#time, this.#last.wall) - maxAge;
  }

  /** All events up to this id were deleted: what is known of them is forgotten. */
  forgetUpTo(id: number): void {
    const next = this.#shifts.findIndex(({ from }) => from > id + 1);
    this.#shifts.splice(0, Math.max(0, (next === -1 ? this.#shifts.length : next) - 1));
  }

  #next(ran: number): number {
    const time = this.#time + ran;
    const { wall } = this.#last;
    if (this.#steady < PROOF) return time;
    // Ahead of a clock that is believed, it waits for it.
    return wall < time ? Math.max(this.#time, wall) : Math.min(wall, time + FOLLOW * ran);
  }

  #noteShift(last: number): void {
    const ahead = this.#last.wall - this.#time;
    const known = this.#shifts.at(-1);
    if (Math.abs(ahead - (known?.ahead ?? 0)) < MIN_SHIFT) return;
    // Of events that came between two shifts, none is left to tell.
    if (known?.from === last + 1) this.#shifts.pop();
    if (this.#shifts.length >= MAX_SHIFTS) this.#shifts.shift();
    this.#shifts.push({ from: last + 1, ahead, time: this.#time });
  }
}
