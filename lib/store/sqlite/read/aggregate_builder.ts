import { STEP_WIDTHS } from "../../../events/step_widths.ts";
import type {
  Aggregate,
  AggregateCall,
  AggregateGroup,
  AggregateStep,
  AggregateTime,
} from "../../../events/aggregate.ts";
import type { IdRange } from "./scan_plan.ts";
import type { StoredRow } from "../rows/stored_event.ts";

/** When the steps become more, wider ones take their place. */
const MAX_STEPS = 500;
/** Names beyond so many are counted as one. */
const MAX_NAMES = 100;
const OTHER = "other";
const SLOWEST = 10;

/** How an aggregate is made. */
export interface AggregateBuilderOptions {
  /** The last id that the caller has looked at. */
  readonly from: number;
  /** Width of a step in ms, at least. */
  readonly step: number;
  /** Whether calls are counted too, or events only. */
  readonly calls: boolean;
  readonly words: AggregateStrings;
  /** The text of a stored word. */
  readonly text: (id: number) => string;
  /** A part ends when it has been counted for so long, in ms. */
  readonly time: number;
  /** A clock in ms. */
  readonly now: () => number;
}

/** Numbers of the words that say what an event means for an aggregate. */
export interface AggregateStrings {
  /** The status of a failure. */
  readonly error: readonly number[];
  /** The types that end a call. */
  readonly ends: readonly number[];
  /**
   * Tools that hand work to another agent: they last as long as all that it does, and say nothing
   * about how fast tools are.
   */
  readonly delegations: readonly number[];
  /** Tools that do nothing but ask the person: their time is the person's. */
  readonly questions: readonly number[];
}

type Times = Map<number, number>;
type Step = { -readonly [Key in keyof Omit<AggregateStep, "times">]: AggregateStep[Key] } & {
  times: Times;
};
interface Group {
  count: number;
  errors: number;
  times: Times;
}

/** Counts events over time and by name until its time is up. */
export class AggregateBuilder {
  readonly #options: AggregateBuilderOptions;
  readonly #deadline: number;
  readonly #tools = new Map<string, Group>();
  readonly #categories = new Map<string, Group>();
  #steps = new Map<number, Step>();
  #slowest: AggregateCall[] = [];
  #width: number;
  /** The last id looked at. */
  last: number;

  constructor(options: AggregateBuilderOptions) {
    this.#options = options;
    this.#deadline = options.now() + options.time;
    this.#width = STEP_WIDTHS.find((width) => width >= options.step) ?? options.step;
    this.last = options.from;
  }

  /** Time is up. At least one event is looked at, so that all ends. */
  get isOver(): boolean {
    const { from, now } = this.#options;
    return this.last !== from && now() >= this.#deadline;
  }

  /** How SQLite counts what has the same step, and with calls the same names and about one time. */
  get sql(): { readonly columns: string; readonly groupBy: string } {
    const { calls, words } = this.#options;
    const counts = `received / ${this.#width} * ${this.#width} AS received,
      status IN (${words.error}) AS failed, count(*) AS n`;
    if (!calls) return { columns: counts, groupBy: "1, 2" };
    const isEnd = `type IN (${words.ends})`;
    const ms = `CASE WHEN ${isEnd} THEN ${ROUGHLY} END`;
    return {
      columns: `${counts}, category, CASE WHEN ${isEnd} THEN tool END AS tool, ${ms} AS ms`,
      groupBy: "1, 2, 4, 5, 6",
    };
  }

  /** Which events of a range may be among the slowest, for `ORDER BY … LIMIT`. */
  get slow(): string | undefined {
    if (!this.#options.calls) return undefined;
    const known = this.#slowest.length === SLOWEST ? this.#slowest.at(-1)?.duration_ms ?? 0 : -1;
    const { ends, delegations, questions } = this.#options.words;
    return `type IN (${ends}) AND tool NOT IN (${[
      ...delegations,
      ...questions,
    ]}) AND duration_ms > ${known}
      ORDER BY duration_ms DESC LIMIT ${SLOWEST}`;
  }

  /** Counts the next event, if it is one of those asked for. */
  look(row: StoredRow, isAccepted: boolean): void {
    this.last = Number(row.id);
    if (!isAccepted) return;
    const { words } = this.#options;
    const isEnd = words.ends.includes(Number(row.type));
    const ms = !isEnd || row.duration_ms === null ? null : roughly(Number(row.duration_ms));
    const failed = words.error.includes(Number(row.status)) ? 1 : 0;
    this.add({ ...row, failed, n: 1, tool: isEnd ? row.tool ?? null : null, ms });
    if (ms !== null && row.tool !== null && this.#options.calls) this.keep(row);
  }

  /** Adds what SQLite counted by {@linkcode sql}. */
  add({ received, failed, n, category, tool = null, ms = null }: StoredRow): void {
    const count = Number(n);
    const errors = Number(failed ?? 0) * count;
    const step = this.#step(Number(received));
    step.events += count;
    step.errors += errors;
    if (!this.#options.calls) return;
    addTo(this.#group(this.#categories, category ?? null), count, errors);
    if (tool === null) return;
    const delegates = this.#delegates(tool);
    const group = this.#group(this.#tools, tool);
    addTo(group, count, errors);
    step.calls += count;
    if (ms === null || this.#asks(tool)) return;
    const time = Number(ms);
    for (const times of delegates ? [group.times] : [step.times, group.times]) {
      times.set(time, (times.get(time) ?? 0) + count);
    }
  }

  /** Keeps a call if it is among the slowest so far. */
  keep(row: StoredRow): void {
    if (this.#delegates(row.tool) || this.#asks(row.tool)) return;
    const duration_ms = Number(row.duration_ms);
    const quickest = this.#slowest.at(-1);
    if (this.#slowest.length === SLOWEST && duration_ms <= (quickest?.duration_ms ?? 0)) return;
    const word = (id: unknown) => id === null ? null : this.#options.text(Number(id));
    this.#slowest.push({
      id: Number(row.id),
      ts: Number(row.ts),
      duration_ms,
      tool: word(row.tool) ?? "",
      session: word(row.session),
      agent: word(row.agent),
      project: word(row.project),
      summary: String(row.summary),
    });
    this.#slowest.sort((one, other) => other.duration_ms - one.duration_ms);
    this.#slowest.length = Math.min(SLOWEST, this.#slowest.length);
  }

  /** What was counted. */
  result({ low, high }: IdRange, oldest: number | null, isWhole: boolean): Aggregate {
    if (isWhole && low <= high) this.last = low;
    return {
      step: this.#width,
      series: [...this.#steps.values()].sort((one, other) => one.at - other.at)
        .map(({ times, ...step }) => ({ ...step, times: inOrder(times) })),
      tools: groups(this.#tools),
      categories: groups(this.#categories),
      slowest: this.#slowest,
      oldest,
      last: this.last,
      more: !isWhole,
    };
  }

  #asks(tool: StoredRow[string] | undefined): boolean {
    return this.#options.words.questions.includes(Number(tool));
  }

  #delegates(tool: StoredRow[string] | undefined): boolean {
    return this.#options.words.delegations.includes(Number(tool));
  }

  #step(received: number): Step {
    const at = Math.floor(received / this.#width) * this.#width;
    const known = this.#steps.get(at);
    if (known !== undefined) return known;
    if (this.#steps.size >= MAX_STEPS) {
      this.#widen();
      return this.#step(received);
    }
    const step: Step = { at, events: 0, errors: 0, calls: 0, times: new Map() };
    this.#steps.set(at, step);
    return step;
  }

  #widen(): void {
    this.#width = STEP_WIDTHS.find((width) => width > this.#width) ?? this.#width * 2;
    const narrow = this.#steps.values();
    this.#steps = new Map();
    for (const { at, events, errors, calls, times } of narrow) {
      const step = this.#step(at);
      step.events += events;
      step.errors += errors;
      step.calls += calls;
      for (const [ms, n] of times) step.times.set(ms, (step.times.get(ms) ?? 0) + n);
    }
  }

  #group(groups: Map<string, Group>, word: StoredRow[string] | null): Group {
    const name = this.#options.text(Number(word));
    const key = groups.has(name) || groups.size < MAX_NAMES ? name : OTHER;
    const group = groups.get(key) ?? { count: 0, errors: 0, times: new Map() };
    groups.set(key, group);
    return group;
  }
}

/** A time in two significant digits: so few different ones that they can be counted. */
export function roughly(ms: number): number {
  return ms < 100 ? Math.round(ms) : Number(ms.toPrecision(2));
}

/** The same in SQL. */
const ROUGHLY = `CASE ${
  [100, 1000, 10_000, 1e5, 1e6, 1e7, 1e8, 1e9].map((below) => {
    const unit = Math.max(1, below / 100);
    return `WHEN duration_ms < ${below} THEN round(duration_ms / ${unit}) * ${unit}`;
  }).join(" ")
} ELSE duration_ms END`;

function addTo(group: Group, count: number, errors: number): void {
  group.count += count;
  group.errors += errors;
}

function inOrder(times: Times): readonly AggregateTime[] {
  return [...times].sort(([one], [other]) => one - other);
}

function groups(map: ReadonlyMap<string, Group>): readonly AggregateGroup[] {
  return Array.from(
    map,
    ([name, { times, ...group }]) => ({ name, ...group, times: inOrder(times) }),
  )
    .sort((one, other) => other.count - one.count);
}
