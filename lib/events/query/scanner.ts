import { QueryError } from "./query.ts";

/** A pattern between slashes, and its flags. */
export interface ScannedRegex {
  readonly pattern: string;
  readonly ignoreCase: boolean;
}

/** Walks along the text of a query. */
export class Scanner {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** Where the next character is; the first one is 1. */
  get column(): number {
    return this.#at + 1;
  }

  get atEnd(): boolean {
    return this.#at >= this.#text.length;
  }

  skipSpace(): void {
    this.match(/\s+/y);
  }

  /** What a sticky pattern finds here, which is then passed; undefined when it finds nothing. */
  match(pattern: RegExp): RegExpExecArray | undefined {
    const found = this.peek(pattern);
    this.#at += found?.[0].length ?? 0;
    return found;
  }

  /** What a sticky pattern finds here, without passing it. */
  peek(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#at;
    return pattern.exec(this.#text) ?? undefined;
  }

  /** Passes one character if it is the next. */
  take(character: string): boolean {
    if (this.#text[this.#at] !== character) return false;
    this.#at += 1;
    return true;
  }

  /**
   * A text in quotes. In it `\"` and `\\` stand for the second sign; a backslash before any other is
   * one, as in Windows' paths, and so is the one of a path that ends the text.
   */
  quoted(): string | undefined {
    const { column } = this;
    if (!this.take('"')) return undefined;
    const found = this.match(/((?:[^"\\]|\\.)*)"/sy) ?? this.match(/([^"]*\\)"(?=[\s)]|$)/y);
    if (found === undefined) throw new QueryError("The closing quote is missing", column, 'Add "');
    return (found[1] ?? "").replaceAll(/\\(["\\])/g, "$1");
  }

  /** A pattern between slashes. What only begins like one, such as `/home/dev`, is none. */
  regex(): ScannedRegex | undefined {
    const found = this.match(/\/((?:[^/\\]|\\.)+)\/(i?)(?=[\s)]|$)/sy);
    if (found === undefined) return undefined;
    return { pattern: (found[1] ?? "").replaceAll("\\/", "/"), ignoreCase: found[2] === "i" };
  }
}
