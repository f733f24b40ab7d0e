/**
 * The query language: one parser and one matcher for the interface, the dashboard and the
 * terminal. Patterns need `linear_regex.ts` beside it, which is too big for a browser's bundle.
 */
export { FIELD_NAMES } from "./fields.ts";
export { compileQuery, type Matcher, type RegexCompiler } from "./match.ts";
export { writeMoment } from "./moment.ts";
export { parseQuery, withOffsets } from "./parse.ts";
export { type Query, QueryError } from "./query.ts";
