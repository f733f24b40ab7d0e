import type { Span } from "../span.ts";
import { assigned } from "./assigned.ts";
import { called } from "./called.ts";
import { headed } from "./headed.ts";
import { inMarkup } from "./in_markup.ts";
import { inProse } from "./in_prose.ts";
import { inTable } from "./in_table.ts";
import { nameAt, type Named } from "./named.ts";
import { paired } from "./paired.ts";
import { spaced } from "./spaced.ts";
import { unpacked } from "./unpacked.ts";

/** What follows a name can be written in these forms; the first that fits is taken. */
const FORMS: readonly ((text: string, named: Named) => readonly Span[])[] = [
  inMarkup,
  paired,
  unpacked,
  assigned,
  called,
  spaced,
  inTable,
  inProse,
  headed,
];

/**
 * Finds the secrets that belong to the name at a place of a text, if there is the name of one.
 *
 * @returns what to replace, and the end of what was looked at: names before it are done
 */
export function findNamed(text: string, at: number): { spans: readonly Span[]; end: number } {
  const { named, end } = nameAt(text, at);
  if (named === null) return { spans: [], end };
  for (const form of FORMS) {
    const spans = form(text, named);
    const last = spans.at(-1);
    if (last !== undefined) return { spans, end: Math.max(end, last.end) };
  }
  return { spans: [], end };
}
