import { RE2JS, RE2JSSyntaxException } from "re2js";
import { composed } from "../composed.ts";
import { QueryError, type RegexTerm } from "./query.ts";

const MAX_PATTERN_LENGTH = 300;

/**
 * Compiles a pattern with RE2's engine, which takes time in proportion to the text. It is too big
 * for the dashboard's bundle: the dashboard lets the server match patterns.
 *
 * @throws {QueryError} when it is no pattern of RE2's syntax
 */
export function compileLinear(
  term: RegexTerm,
): (text: string) => boolean {
  const { ignoreCase, column } = term;
  const pattern = composed(term.pattern);
  if (pattern.length > MAX_PATTERN_LENGTH) {
    throw new QueryError(`A pattern has at most ${MAX_PATTERN_LENGTH} characters`, column);
  }
  try {
    const compiled = RE2JS.compile(pattern, ignoreCase ? RE2JS.CASE_INSENSITIVE : 0);
    return (text) => compiled.matcher(text).find();
  } catch (error) {
    if (!(error instanceof RE2JSSyntaxException)) throw error;
    throw new QueryError(
      `This is no valid pattern: ${error.message}`,
      column,
      "Patterns follow RE2: no back references, no look-around",
    );
  }
}
