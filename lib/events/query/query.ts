/**
 * A query as data: what {@linkcode parseQuery} makes of the text that a person typed. It crosses
 * threads and sockets as it is.
 */

/** Fields that hold words. */
export const WORD_FIELDS = [
  "type",
  "category",
  "status",
  "tool",
  "session",
  "agent",
  "project",
  "source",
  "correlation",
  "summary",
] as const;

/** One of {@linkcode WORD_FIELDS}. */
export type WordField = typeof WORD_FIELDS[number];

/** Fields that hold numbers. */
export const NUMBER_FIELDS = ["id", "ts", "received", "duration_ms"] as const;

/** One of {@linkcode NUMBER_FIELDS}. */
export type NumberField = typeof NUMBER_FIELDS[number];

/** Text that an event must have. */
export interface TextTerm {
  readonly kind: "text";
  readonly text: string;
  /** Quoted: it may begin within a word. */
  readonly quoted: boolean;
}

/** A pattern that an event's text, or one field of it, must have. */
export interface RegexTerm {
  readonly kind: "regex";
  readonly pattern: string;
  readonly ignoreCase: boolean;
  readonly field?: WordField | DataField;
  /** Where it was typed: the first character is 1. */
  readonly column: number;
}

/** A place in an event's data: `data.tool_input.file_path`. */
export interface DataField {
  readonly data: readonly string[];
}

/** A field that must have a value; in it `*` stands for any characters unless it was quoted. */
export interface WordTerm {
  readonly kind: "word";
  readonly field: WordField | DataField;
  readonly value: string;
  readonly quoted: boolean;
}

/** A field that must lie in a range, both ends included where they are given. */
export interface RangeTerm {
  readonly kind: "range";
  readonly field: NumberField;
  readonly from?: number;
  readonly to?: number;
  /** The ends themselves are outside. */
  readonly open?: true;
}

/** A field that must be there. */
export interface HasTerm {
  readonly kind: "has";
  readonly field: WordField | NumberField;
}

/** All, some, or none of other terms; all of nothing is everything. */
export type Query =
  | TextTerm
  | RegexTerm
  | WordTerm
  | RangeTerm
  | HasTerm
  | { readonly kind: "and"; readonly terms: readonly Query[] }
  | { readonly kind: "or"; readonly terms: readonly Query[] }
  | { readonly kind: "not"; readonly term: Query };

/** What is wrong with a query, and where. */
export class QueryError extends Error {
  override readonly name = "QueryError";

  /**
   * @param column where it was typed: the first character is 1
   * @param hint what to type instead
   */
  constructor(message: string, readonly column: number, readonly hint?: string) {
    super(message);
  }
}
