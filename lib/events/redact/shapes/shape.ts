import type { Span } from "../span.ts";

/** A kind of secret that shows itself by its own form. */
export interface Shape {
  /** Texts in lower case, in any case of which it is looked for. */
  readonly hints: readonly string[];
  /**
   * Looks whether there is one, where a hint is. It takes time in proportion to what it finds, and
   * little where it finds nothing: texts of a megabyte from anybody may be full of hints.
   */
  readonly find: (text: string, at: number) => Span | readonly Span[] | Looked | null;
}

/** The beginning of a word, also behind an escape of JSON or a URL, and behind a colour. */
export const AT_BEGINNING = String
  .raw`(?:(?<![\w-])|(?<=\\[nrt])|(?<=%[0-9A-F]{2})|(?<=\[[\d;]{0,5}m))`;

/** What was found in a part of a text, up to a place: hints before it are done. */
export interface Looked {
  readonly spans: readonly Span[];
  readonly end: number;
}

/** A shape that begins with its hint. */
export function shape(kind: string, hints: readonly string[], pattern: RegExp): Shape {
  const sticky = new RegExp(pattern.source, `${pattern.flags.replace("g", "")}y`);
  return {
    hints,
    find(text, at) {
      sticky.lastIndex = at;
      const found = sticky.exec(text);
      if (found === null) return null;
      // What has a group is more than the secret.
      const secret = found[1] ?? found[0];
      const start = at + found[0].length - secret.length;
      return { start, end: start + secret.length, kind };
    },
  };
}
