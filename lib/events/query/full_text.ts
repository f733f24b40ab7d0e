import { composed } from "../composed.ts";
import type { Query, TextTerm } from "./query.ts";
import { NO_SPACES } from "./text_match.ts";

/** One of the terms that must all hold, and what it says about words. */
export interface WordsNeeded {
  readonly term: Query;
  /** An FTS5 expression that lets through more than the term asks for, and never less. */
  readonly words: string;
}

/** The terms of a query that the index of words can answer; all of them must hold. */
export function wordsNeeded(query: Query): readonly WordsNeeded[] {
  const terms = query.kind === "and" ? query.terms : [query];
  return terms.flatMap((term) => {
    if (term.kind === "and") return wordsNeeded(term);
    const words = toFullText(term);
    return words === undefined ? [] : [{ term, words }];
  });
}

function toFullText(query: Query): string | undefined {
  switch (query.kind) {
    case "text":
      return ofText(query);
    case "and": {
      const terms = query.terms.map(toFullText).filter((term) => term !== undefined);
      return terms.length === 0 ? undefined : terms.join(" AND ");
    }
    case "or": {
      const terms = query.terms.map(toFullText);
      if (terms.length === 0 || terms.includes(undefined)) return undefined;
      return `(${terms.map((term) => `(${term})`).join(" OR ")})`;
    }
    default:
      return undefined;
  }
}

function ofText({ text: typed, quoted }: TextTerm): string | undefined {
  const text = composed(typed);
  // The index may cut such text into other words than we would.
  if (/[\p{M}\u{10000}-\u{10ffff}]/u.test(text)) return undefined;
  const words = text.match(/[\p{L}\p{N}]+/gu) ?? [];
  // What was searched for may begin within a word, and then the index knows another one.
  const isWithin = (word: string) => text.startsWith(word) && (quoted || NO_SPACES.test(word));
  const [first = ""] = words;
  const whole = isWithin(first) ? words.slice(1) : words;
  if (whole.length === 0) return undefined;
  const last = whole.length - 1;
  const forms = whole.map((word, index) => formsOf(word, index === last ? "*" : ""));
  return forms.includes(undefined) ? undefined : forms.join(" AND ");
}

/**
 * A word as the index may have it: earlier releases put text into it as it came, decomposed, too.
 * Undefined where the index would have cut a decomposed word at its marks.
 */
function formsOf(word: string, end: "*" | ""): string | undefined {
  const decomposed = word.normalize("NFD");
  if (decomposed === word) return `"${word}"${end}`;
  if (CUTTING_MARKS.test(decomposed)) return undefined;
  return `("${word}"${end} OR "${decomposed}"${end})`;
}

/** The marks that SQLite's tokenizer takes for parts of words; it takes all others for spaces. */
const CUTTING_MARKS =
  /[^\P{M}\u0300-\u0304\u0306-\u030c\u030f\u0311\u031b\u0323-\u0328\u032d\u032e\u0330\u0331]/u;
