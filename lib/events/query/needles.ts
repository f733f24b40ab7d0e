import { composed } from "../composed.ts";
import type { Query } from "./query.ts";
import { escapeRegex } from "./text_match.ts";

/**
 * A quick look at an event's JSON text that passes all events which a query matches, and few
 * others: most events need not be parsed then. Undefined where a query allows no such look.
 */
export function needleTest(query: Query): ((json: string) => boolean) | undefined {
  const terms = query.kind === "and" ? query.terms : [query];
  const needles = terms.flatMap((term) => {
    // What JSON escapes would not be found.
    const isPlain = term.kind === "text" && !/["\\\p{C}]/u.test(term.text);
    return isPlain ? [new RegExp(escapeRegex(composed(term.text)), "iu")] : [];
  });
  if (needles.length === 0) return undefined;
  return (json) => {
    const text = composed(json);
    return needles.every((needle) => needle.test(text));
  };
}
