import { parseQuery, type Query, QueryError } from "../../events/query/mod.ts";
import { UserError } from "../../user_error.ts";

/**
 * Reads the query of a command, as one text or as several words.
 *
 * @param now ms since 1970, UTC: what `since:1h` counts from
 * @throws {UserError} that points at what is wrong
 */
export function readQuery(args: readonly string[], now: number): Query | undefined {
  const text = args.join(" ");
  if (text.trim() === "") return undefined;
  try {
    return parseQuery(text, now);
  } catch (error) {
    if (!(error instanceof QueryError)) throw error;
    throw queryFailure(text, error);
  }
}

/** What a wrong query is shown to a person as. */
export function queryFailure(
  text: string,
  { message, column, hint }: { message: string; column: number; hint?: string | undefined },
): UserError {
  return new UserError(`Cannot read the query: ${message}`, {
    code: "usage",
    hint: hint ?? "See docs/queries.md, or leave the query out",
    details: [text, `${" ".repeat(Math.max(0, column - 1))}^`],
  });
}
