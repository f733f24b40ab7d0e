import type { Query, TextTerm } from "./query.ts";
import { NO_SPACES } from "./text_match.ts";

/**
 * The words that an event must have for a query to match, as an FTS5 expression; undefined where
 * words alone cannot say. It lets through more than the query asks for, and never less.
 */
export function toFullText(query: Query): string | undefined {
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

function ofText({ text, quoted }: TextTerm): string | undefined {
  // The index may cut such text into other words than we would.
  if (/[\p{M}\u{10000}-\u{10ffff}]/u.test(text)) return undefined;
  const words = text.match(/[\p{L}\p{N}]+/gu) ?? [];
  // What was searched for may begin within a word, and then the index knows another one.
  const isWithin = (word: string) => text.startsWith(word) && (quoted || NO_SPACES.test(word));
  const [first = ""] = words;
  const whole = isWithin(first) ? words.slice(1) : words;
  if (whole.length === 0) return undefined;
  const last = whole.length - 1;
  return whole.map((word, index) => `"${word}"${index === last ? "*" : ""}`).join(" AND ");
}
