import type { CanonicalEvent, Json } from "../event.ts";
import { composed } from "../composed.ts";
import { field as fieldOf, isJsonObject } from "../json.ts";
import type { DataField, Query, RangeTerm, RegexTerm, WordField, WordTerm } from "./query.ts";
import { searchText } from "./search_text.ts";
import { textTest } from "./text_match.ts";
import { wordTest } from "./word_match.ts";

/** Whether an event is what a query asks for. */
export type Matcher = (event: CanonicalEvent) => boolean;

/**
 * Makes a test of a pattern. It must take time in proportion to the text at most, whatever the
 * pattern: patterns come from people and go over all events.
 *
 * @throws {QueryError} when it is no pattern
 */
export type RegexCompiler = (term: RegexTerm) => (text: string) => boolean;

/**
 * Turns a query into a test of single events.
 *
 * @param textOf what words and patterns without a field look at, its characters composed
 */
export function compileQuery(
  query: Query,
  regex: RegexCompiler,
  textOf: (event: CanonicalEvent) => string = searchText,
): Matcher {
  switch (query.kind) {
    case "and": {
      const tests = query.terms.map((term) => compileQuery(term, regex, textOf));
      return (event) => tests.every((test) => test(event));
    }
    case "or": {
      const tests = query.terms.map((term) => compileQuery(term, regex, textOf));
      return (event) => tests.some((test) => test(event));
    }
    case "not": {
      const test = compileQuery(query.term, regex, textOf);
      return (event) => !test(event);
    }
    case "text": {
      const test = textTest(query);
      return (event) => test(textOf(event));
    }
    case "regex":
      return compileRegex(query, regex(query), textOf);
    case "word":
      return compileWord(query);
    case "range":
      return compileRange(query);
    case "has":
      return (event) => event[query.field] !== undefined;
  }
}

function compileRegex(
  { field }: RegexTerm,
  test: (text: string) => boolean,
  textOf: (event: CanonicalEvent) => string,
): Matcher {
  if (field === undefined) return (event) => test(textOf(event));
  return (event) => {
    const value = valueOf(event, field);
    return value !== undefined && test(composed(value));
  };
}

function compileWord(term: WordTerm): Matcher {
  const test = wordTest(term);
  return (event) => {
    const value = valueOf(event, term.field);
    return value !== undefined && test(value);
  };
}

function compileRange({ field, from, to, open }: RangeTerm): Matcher {
  return (event) => {
    const value = event[field];
    if (value === undefined) return false;
    if (open) return (from === undefined || value > from) && (to === undefined || value < to);
    return (from === undefined || value >= from) && (to === undefined || value <= to);
  };
}

function valueOf(event: CanonicalEvent, field: WordField | DataField): string | undefined {
  if (typeof field === "string") return event[field];
  let value: Json | undefined = event.data;
  for (const name of field.data) {
    if (Array.isArray(value)) value = value[Number(name)];
    else value = isJsonObject(value) ? fieldOf(value, name) : undefined;
  }
  if (value === undefined || value === null) return undefined;
  return typeof value === "string" ? value : JSON.stringify(value);
}
