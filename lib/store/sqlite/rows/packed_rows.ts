import type { NewEvent } from "../../../events/new_event.ts";

/**
 * Events on their way to the writer's thread, column by column: crossing threads costs by the
 * value, so strings that repeat cross once for each commit, and all numbers as one array.
 */
export interface PackedRows {
  /** How many events each group has; the events of all groups stand one after the other. */
  readonly groups: readonly number[];
  /** The columns of {@linkcode Row} that are numbers or places of strings, row by row. */
  readonly numbers: Float64Array;
  /** Types, sessions, folders and so on, each once. Places count from 1; 0 is none. */
  readonly strings: readonly string[];
  /** The columns that are texts of an event's own, row by row; what came as UTF-8 stays that. */
  readonly texts: readonly (string | Uint8Array | undefined)[];
}

/** One event of {@linkcode PackedRows}; what repeats is given as its place among the strings. */
export interface Row {
  readonly ts: number;
  readonly received: number;
  readonly duration: number | undefined;
  readonly once: true | undefined;
  readonly source: number;
  readonly category: number;
  readonly type: number;
  readonly session: number;
  readonly agent: number;
  readonly project: number;
  readonly tool: number;
  readonly status: number;
  readonly correlation: string | undefined;
  readonly summary: string;
  /** JSON text. */
  readonly data: string;
  readonly key: string | undefined;
  readonly body: string | undefined;
}

const NUMBERS = 12;
const TEXTS = 5;

/** Packs groups of events. Their drafts must be {@linkcode storable}. */
export function packRows(groups: readonly (readonly NewEvent[])[]): PackedRows {
  const sizes = groups.map((events) => events.length);
  const numbers = new Float64Array(sizes.reduce((sum, size) => sum + size, 0) * NUMBERS);
  const texts: (string | Uint8Array | undefined)[] = [];
  const strings: string[] = [];
  const places = new Map<string, number>();
  const place = (word: string | undefined) => {
    if (word === undefined) return 0;
    const known = places.get(word);
    if (known !== undefined) return known;
    places.set(word, strings.push(word));
    return strings.length;
  };
  let at = 0;
  for (const events of groups) {
    for (const { draft, key, body, once, json } of events) {
      numbers[at++] = draft.ts;
      numbers[at++] = draft.received;
      numbers[at++] = draft.duration_ms ?? NaN;
      numbers[at++] = once ? 1 : 0;
      numbers[at++] = place(draft.source);
      numbers[at++] = place(draft.category);
      numbers[at++] = place(draft.type);
      numbers[at++] = place(draft.session);
      numbers[at++] = place(draft.agent);
      numbers[at++] = place(draft.project);
      numbers[at++] = place(draft.tool);
      numbers[at++] = place(draft.status);
      texts.push(draft.correlation, draft.summary, json ?? JSON.stringify(draft.data), key, body);
    }
  }
  return { groups: sizes, numbers, strings, texts };
}

/** The event that is packed at this place, counted from 0. */
export function rowAt({ numbers, texts }: PackedRows, index: number): Row {
  const [number, text] = [index * NUMBERS, index * TEXTS];
  const duration = numberAt(numbers, number + 2);
  return {
    ts: numberAt(numbers, number),
    received: numberAt(numbers, number + 1),
    duration: Number.isNaN(duration) ? undefined : duration,
    once: numbers[number + 3] === 1 ? true : undefined,
    source: numberAt(numbers, number + 4),
    category: numberAt(numbers, number + 5),
    type: numberAt(numbers, number + 6),
    session: numberAt(numbers, number + 7),
    agent: numberAt(numbers, number + 8),
    project: numberAt(numbers, number + 9),
    tool: numberAt(numbers, number + 10),
    status: numberAt(numbers, number + 11),
    correlation: textAt(texts, text),
    summary: textAt(texts, text + 1) ?? "",
    data: textAt(texts, text + 2) ?? "null",
    key: textAt(texts, text + 3),
    body: textAt(texts, text + 4),
  };
}

/** The group alone, and the place of its first event. */
export function groupAt(rows: PackedRows, group: number): { rows: PackedRows; first: number } {
  const size = rows.groups[group] ?? 0;
  const first = rows.groups.slice(0, group).reduce((sum, events) => sum + events, 0);
  return {
    rows: {
      ...rows,
      groups: [size],
      numbers: rows.numbers.subarray(first * NUMBERS, (first + size) * NUMBERS),
      texts: rows.texts.slice(first * TEXTS, (first + size) * TEXTS),
    },
    first,
  };
}

function textAt(texts: PackedRows["texts"], at: number): string | undefined {
  const text = texts[at];
  return text instanceof Uint8Array ? UTF_8.decode(text) : text;
}

const UTF_8 = new TextDecoder();

function numberAt(numbers: Float64Array, at: number): number {
  return numbers[at] ?? 0;
}

/** About how many bytes the texts of the events take. */
export function textBytes({ texts }: PackedRows): number {
  return texts.reduce((sum, text) => sum + (text?.length ?? 0), 0);
}
