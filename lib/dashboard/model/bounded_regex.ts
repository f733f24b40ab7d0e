import { composed } from "../../events/composed.ts";
import { QueryError, type RegexCompiler } from "../../events/query/mod.ts";

/** Patterns may repeat without bound so often; each more multiplies the time on a long text. */
const MAX_REPEATS = 2;
/** What repeats without bound: `*`, `+`, `{2,}`; escaped signs and classes are taken out before. */
const REPEAT = /[*+]|\{\d+,\d*\}/g;
/** A repeated group that repeats or chooses inside: the shape of patterns that take for ever. */
const NESTED = /\([^()]*[*+{|][^()]*\)\s*[*+{]/;

/**
 * Compiles a pattern with the browser's engine, which may take for ever: only patterns that cannot
 * are let through. The server's engine takes all of them.
 *
 * @throws {QueryError} for a pattern that is invalid, or too costly here
 */
export const boundedRegex: RegexCompiler = (term) => {
  const { ignoreCase, column } = term;
  const pattern = composed(term.pattern);
  const shape = pattern.replace(/\\./g, "x").replace(/\[[^\]]*\]/g, "x");
  if (
    (shape.match(REPEAT)?.length ?? 0) > MAX_REPEATS || NESTED.test(shape) ||
    /\\[1-9k]|\(\?[=!<]/.test(pattern)
  ) {
    throw new QueryError("This pattern could take too long here", column, "Use it under History");
  }
  try {
    const compiled = new RegExp(pattern, ignoreCase ? "iu" : "u");
    return (text) => compiled.test(text);
  } catch {
    throw new QueryError("This is no valid pattern", column);
  }
};
