import type { ApiError } from "../../contract/socket.ts";
import { compileLinear } from "../../events/query/linear_regex.ts";
import { compileQuery, parseQuery, QueryError } from "../../events/query/mod.ts";
import type { Filter } from "../feed/feed.ts";

/**
 * Understands a query that somebody sent; an empty one is no filter.
 *
 * @param now ms since 1970, UTC: what `since:1h` counts from
 */
export function readQuery(
  text: string,
  now: number,
): { filter: Filter | null } | { error: ApiError } {
  if (text.trim() === "") return { filter: null };
  try {
    const query = parseQuery(text, now);
    return { filter: { text, query, matches: compileQuery(query, compileLinear) } };
  } catch (error) {
    if (!(error instanceof QueryError)) throw error;
    const { column, hint } = error;
    const message = `${error.message} (column ${column})`;
    return {
      error: { code: "bad_query", message, column, ...(hint === undefined ? {} : { hint }) },
    };
  }
}
