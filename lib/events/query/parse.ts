import { parseDuration, parseMoment } from "./amounts.ts";
import { isLocalMoment, writeMoment } from "./moment.ts";
import { CLOSED_VALUES, FIELD_NAMES, numberField, wordField } from "./fields.ts";
import {
  type DataField,
  type NumberField,
  type Query,
  QueryError,
  type RangeTerm,
  type WordField,
} from "./query.ts";
import { Scanner } from "./scanner.ts";

const MAX_QUERY_LENGTH = 2000;
const MAX_TERMS = 60;
const MAX_DEPTH = 20;

/**
 * Reads a query: words, `"quoted text"`, `/patterns/`, `field:value`, `-not`, `OR`, brackets.
 * Terms that only stand side by side must all hold. An empty query is everything.
 *
 * @param now ms since 1970, UTC: what `since:1h` counts from
 * @throws {QueryError} with the column of what is wrong
 */
export function parseQuery(text: string, now: number): Query {
  if (text.length > MAX_QUERY_LENGTH) {
    throw new QueryError(
      `The query is longer than ${MAX_QUERY_LENGTH} characters`,
      MAX_QUERY_LENGTH + 1,
    );
  }
  return new Parser(text, now).parse();
}

/**
 * The same query with an offset at each moment that has none, so that it means the same where
 * another time zone is local. What cannot be read stays as it is.
 *
 * @param now ms since 1970, UTC: whose day `today` and `14:30` are of
 */
export function withOffsets(text: string, now: number): string {
  const places: Place[] = [];
  try {
    new Parser(text, now, (place) => places.push(place)).parse();
  } catch (error) {
    if (error instanceof QueryError) return text;
    throw error;
  }
  return places.reduceRight((before, { from, to, value }) => {
    const moments = value.split("..").map((each) => {
      const moment = isLocalMoment(each) ? parseMoment(each, now) : undefined;
      return moment === undefined ? each : writeMoment(moment);
    }).join("..");
    return moments === value ? before : before.slice(0, from) + moments + before.slice(to);
  }, text);
}

/** Where a query names moments: the first character, and the one behind the last. */
interface Place {
  readonly from: number;
  readonly to: number;
  /** One moment, or two with `..` between them. */
  readonly value: string;
}

class Parser {
  readonly #scanner: Scanner;
  readonly #now: number;
  readonly #onMoment: (place: Place) => void;
  #terms = 0;

  constructor(text: string, now: number, onMoment: (place: Place) => void = () => {}) {
    this.#scanner = new Scanner(text);
    this.#now = now;
    this.#onMoment = onMoment;
  }

  parse(): Query {
    const query = this.#either(0);
    if (!this.#scanner.atEnd) {
      throw new QueryError("This bracket was never opened", this.#scanner.column);
    }
    return query;
  }

  #either(depth: number): Query {
    if (depth > MAX_DEPTH) throw new QueryError("Too many brackets", this.#scanner.column);
    const terms = [this.#all(depth)];
    for (;;) {
      const { column } = this.#scanner;
      if (!this.#scanner.match(/OR(?=[\s()]|$)/y)) break;
      const next = this.#all(depth);
      if (isNothing(next) || isNothing(terms[0])) {
        throw new QueryError(
          "OR needs a term on both sides",
          column,
          'Quote "OR" to search for it',
        );
      }
      terms.push(next);
    }
    return terms.length === 1 && terms[0] !== undefined ? terms[0] : { kind: "or", terms };
  }

  #all(depth: number): Query {
    const terms: Query[] = [];
    for (;;) {
      this.#scanner.skipSpace();
      if (this.#scanner.match(/AND(?=[\s()]|$)/y)) continue;
      const term = this.#term(depth);
      if (term === undefined) break;
      terms.push(term);
    }
    return terms.length === 1 && terms[0] !== undefined ? terms[0] : { kind: "and", terms };
  }

  #term(depth: number): Query | undefined {
    const scanner = this.#scanner;
    const { column } = scanner;
    if (scanner.atEnd || scanner.match(/(?=\)|OR(?:[\s()]|$))/y)) return undefined;
    this.#terms += 1;
    if (this.#terms > MAX_TERMS) {
      throw new QueryError(`A query has at most ${MAX_TERMS} terms`, column);
    }
    if (scanner.match(/-(?=[^\s-])|NOT\s+(?=\S)/y)) {
      const term = this.#term(depth + 1);
      if (term === undefined) throw new QueryError("Nothing follows the minus", column);
      return { kind: "not", term };
    }
    if (scanner.take("(")) {
      const inner = this.#either(depth + 1);
      if (!scanner.take(")")) {
        throw new QueryError("The closing bracket is missing", column, "Add )");
      }
      return inner;
    }
    return this.#field() ?? this.#text();
  }

  #text(): Query {
    const scanner = this.#scanner;
    const { column } = scanner;
    const quoted = scanner.quoted();
    if (quoted !== undefined) return { kind: "text", text: quoted, quoted: true };
    const regex = scanner.regex();
    if (regex !== undefined) return { kind: "regex", ...regex, column };
    return { kind: "text", text: scanner.match(/[^\s()]+|./y)?.[0] ?? "", quoted: false };
  }

  #field(): Query | undefined {
    const scanner = this.#scanner;
    const { column } = scanner;
    const name = scanner.peek(/([A-Za-z_][\w.-]*):/y)?.[1];
    if (name === undefined) return undefined;
    if (!isField(name)) {
      // `http://…`, `C:\…` and `localhost:8765` are text.
      if (scanner.peek(/[\w.-]+:(?:[/\\]|\d|$|\s)/y)) return undefined;
      throw new QueryError(
        `There is no field "${name}"`,
        column,
        `Quote it to search for the text, or use one of ${FIELD_NAMES.join(", ")}, data.…`,
      );
    }
    scanner.match(/[\w.-]+:/y);
    if (name === "has") return this.#has();
    if (name === "since" || name === "until") return this.#moment(name);
    const number = numberField(name);
    if (number !== undefined) return this.#range(number);
    return this.#word(wordField(name) ?? { data: name.split(".").slice(1) });
  }

  #has(): Query {
    const { column } = this.#scanner;
    const name = this.#value();
    const field = wordField(name) ?? numberField(name);
    if (field !== undefined) return { kind: "has", field };
    throw new QueryError(`There is no field "${name}"`, column);
  }

  #moment(name: "since" | "until"): Query {
    const { column } = this.#scanner;
    const value = this.#momentValue();
    const moment = parseMoment(value, this.#now);
    if (moment === undefined) throw notAMoment(value, column);
    return { kind: "range", field: "received", [name === "since" ? "from" : "to"]: moment };
  }

  #range(field: NumberField): RangeTerm {
    const { column } = this.#scanner;
    const sign = this.#scanner.match(/[<>]=?|=/y)?.[0] ?? "=";
    const isMoment = field === "ts" || field === "received";
    const value = isMoment ? this.#momentValue() : this.#value();
    const [low = "", high] = value.split("..");
    const from = low === "" ? undefined : this.#number(field, low, column);
    const to = high === undefined || high === "" ? undefined : this.#number(field, high, column);
    if (high !== undefined) return { kind: "range", field, ...ends(from, to) };
    switch (sign) {
      case ">":
        return { kind: "range", field, ...ends(from, undefined), open: true };
      case ">=":
        return { kind: "range", field, ...ends(from, undefined) };
      case "<":
        return { kind: "range", field, ...ends(undefined, from), open: true };
      case "<=":
        return { kind: "range", field, ...ends(undefined, from) };
      default:
        return { kind: "range", field, ...ends(from, from) };
    }
  }

  #number(field: NumberField, text: string, column: number): number {
    if (field === "ts" || field === "received") {
      const moment = parseMoment(text, this.#now);
      if (moment === undefined) throw notAMoment(text, column);
      return moment;
    }
    const number = field === "duration_ms"
      ? parseDuration(text)
      : /^\d+$/.test(text)
      ? Number(text)
      : undefined;
    if (number !== undefined) return number;
    const hint = field === "duration_ms" ? "Write 250ms, 2s, 1m" : "Write a whole number";
    throw new QueryError(`"${text}" is no ${field === "id" ? "id" : "duration"}`, column, hint);
  }

  #word(field: WordField | DataField): Query {
    const { column } = this.#scanner;
    const quoted = this.#scanner.quoted();
    if (quoted !== undefined) return { kind: "word", field, value: quoted, quoted: true };
    const regex = this.#scanner.regex();
    if (regex !== undefined) return { kind: "regex", ...regex, field, column };
    const values = this.#value().split(",").filter((value) => value !== "");
    const closed = typeof field === "string" ? CLOSED_VALUES[field] : undefined;
    for (const value of values) {
      if (closed === undefined || value.includes("*") || closed.includes(value.toLowerCase())) {
        continue;
      }
      throw new QueryError(`There is no ${field} "${value}"`, column, `Use ${closed.join(", ")}`);
    }
    const terms = values.map((value): Query => ({ kind: "word", field, value, quoted: false }));
    return terms.length === 1 && terms[0] !== undefined ? terms[0] : { kind: "or", terms };
  }

  #momentValue(): string {
    const from = this.#scanner.column - 1;
    const value = this.#value();
    this.#onMoment({ from, to: this.#scanner.column - 1, value });
    return value;
  }

  #value(): string {
    const { column } = this.#scanner;
    const value = this.#scanner.quoted() ?? this.#scanner.match(/[^\s()]+/y)?.[0];
    if (value === undefined || value === "") throw new QueryError("A value is missing", column);
    return value;
  }
}

function isField(name: string): boolean {
  return FIELD_NAMES.includes(name) || /^data\../.test(name);
}

function isNothing(query: Query | undefined): boolean {
  return query === undefined || (query.kind === "and" && query.terms.length === 0);
}

function ends(from: number | undefined, to: number | undefined): { from?: number; to?: number } {
  return { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
}

function notAMoment(text: string, column: number): QueryError {
  return new QueryError(
    `"${text}" is no time`,
    column,
    "Write 1h, 30m, today, 14:30 or 2026-07-02",
  );
}
