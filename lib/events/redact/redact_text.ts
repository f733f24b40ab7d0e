import { findNamed } from "./forms/find_named.ts";
import { HintFinder } from "./hints.ts";
import { NAME_HINTS } from "./names/name_words.ts";
import { SHAPES } from "./shapes/mod.ts";
import type { Looked, Shape } from "./shapes/shape.ts";
import { replaceSpans, type Span } from "./span.ts";
import { isOdd, isSlug } from "./values/ordinary.ts";

/** The rule of names comes behind those of shapes. */
const NAMES = SHAPES.length;

const FINDER = new HintFinder([...SHAPES.map(({ hints }) => hints), NAME_HINTS]);

/** Short texts with hints and without secrets: names of counters and such come over and over. */
const harmless = new Set<string>();
const MAX_KNOWN = 4000;
const MAX_SHORT = 200;

/**
 * Very short texts that are no secrets, each at a place that a few of its letters give: ids, names
 * and states come over and over, and to look there takes a third of the time.
 */
const recent: string[] = Array.from({ length: 4096 }, () => "");
const MAX_RECENT = 48;

/** No name with a value is shorter. */
const LEAST = 6;

/** Replaces secrets in a text by `[redacted: kind]`. A text without any is handed back as it is. */
export function redactText(text: string): string {
  const { length } = text;
  if (length < LEAST) return text;
  if (length > MAX_RECENT) return look(text);
  const place = placeOf(text, length);
  if (recent[place] === text) return text;
  const redacted = look(text);
  if (redacted === text) recent[place] = text;
  return redacted;
}

function placeOf(text: string, length: number): number {
  return (length * 7 + text.charCodeAt(length - 1) * 31 + text.charCodeAt(length - 3) * 131 +
    text.charCodeAt(length >> 1) * 523 + text.charCodeAt(2) * 1031) & (recent.length - 1);
}

function look(text: string): string {
  const hits = FINDER.find(text);
  if (hits === null) return text;
  const isShort = text.length <= MAX_SHORT;
  if (isShort && harmless.has(text)) return text;
  const spans = findSpans(text, hits);
  if (spans.length > 0) return replaceSpans(text, [...spans, ...repeated(text, spans)]);
  if (isShort) {
    if (harmless.size >= MAX_KNOWN) harmless.clear();
    harmless.add(text);
  }
  return text;
}

function findSpans(text: string, hits: readonly number[]): readonly Span[] {
  const spans: Span[] = [];
  const marks = marksIn(text);
  /** For each rule, what it has looked at already. */
  const done = new Map<number, number>();
  for (let index = 0; index < hits.length; index += 2) {
    const rule = hits[index] as number;
    const at = hits[index + 1] as number;
    if (at < (done.get(rule) ?? 0)) continue;
    while (marks.length > 0 && (marks[0] as Mark).end <= at) marks.shift();
    if (marks.length > 0 && (marks[0] as Mark).start < at) continue;
    if (rule === NAMES) {
      const found = findNamed(text, at);
      spans.push(...found.spans);
      done.set(rule, found.end);
      continue;
    }
    const found = (SHAPES[rule] as Shape).find(text, at);
    if (found === null) continue;
    const { spans: parts, end } = looked(found);
    spans.push(...parts);
    done.set(rule, end);
  }
  return spans;
}

/** Of more secrets it is not looked whether they stand elsewhere in their text as well. */
const MAX_REPEATED = 20;

/** Where the same secrets stand once more, with nothing around them that tells. */
function repeated(text: string, spans: readonly Span[]): readonly Span[] {
  const more: Span[] = [];
  const values = new Map(
    spans.slice(0, MAX_REPEATED).map(({ start, end, kind }) => [text.slice(start, end), kind]),
  );
  for (const [value, kind] of values) {
    if (value.length < 8 || value.length > 400 || !isTelling(value)) continue;
    for (let at = text.indexOf(value); at !== -1; at = text.indexOf(value, at + value.length)) {
      more.push({ start: at, end: at + value.length, kind });
    }
  }
  return more;
}

function isTelling(value: string): boolean {
  return /\d/.test(value) && /[a-z]/i.test(value) && !/\s/.test(value) && !isSlug(value) &&
    isOdd(value);
}

interface Mark {
  readonly start: number;
  readonly end: number;
}

/** Where secrets were replaced before: their kinds are no names. */
function marksIn(text: string): Mark[] {
  if (!text.includes("[redacted: ")) return [];
  return Array.from(
    text.matchAll(/\[redacted: [\w .&-]{1,40}\]/g),
    ({ index, 0: mark }) => ({ start: index, end: index + mark.length }),
  );
}

function looked(found: Exclude<ReturnType<Shape["find"]>, null>): Looked {
  if ("spans" in found) return found;
  if ("start" in found) return { spans: [found], end: found.end };
  return { spans: found, end: found.at(-1)?.end ?? 0 };
}
