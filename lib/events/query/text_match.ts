import { composed } from "../composed.ts";
import type { TextTerm } from "./query.ts";

/** Scripts that put no space between words: a search must find what is inside a run of them. */
export const NO_SPACES =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/**
 * Whether a text, its characters {@linkcode composed}, holds what was searched for, without regard
 * to case. What was quoted may stand
 * anywhere; a plain word must begin where a word begins, as people expect while they type it.
 */
export function textTest(term: TextTerm): (text: string) => boolean {
  const { quoted } = term;
  const text = composed(term.text);
  const [first = ""] = text;
  const begins = !quoted && /[\p{L}\p{N}]/u.test(first) && !NO_SPACES.test(first);
  const pattern = new RegExp(
    `${begins ? "(?<![\\p{L}\\p{N}\\p{M}])" : ""}${escapeRegex(text)}`,
    "iu",
  );
  return (within) => pattern.test(within);
}

/** A text as a pattern that matches just it. */
export function escapeRegex(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}
