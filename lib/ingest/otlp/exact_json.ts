/** A whole number that may be too long for a double, outside of quotes. */
const LONG_INTEGER = /[:[,]\s*-?\d{16,}\s*[,}\]]/;

/** What `JSON.parse` tells its reviver of a value beside the value itself. */
interface ParsedFrom {
  /** As it was written; of numbers, texts and the like only. */
  readonly source?: string;
}

/**
 * Parses JSON in which whole numbers may have 64 bits: those that a double cannot hold become text,
 * as OTLP itself writes them.
 *
 * @throws {SyntaxError} when it is no JSON
 */
export function parseExactJson(text: string): unknown {
  return LONG_INTEGER.test(text) ? JSON.parse(text, exact) : JSON.parse(text);
}

function exact(_key: string, value: unknown, from?: ParsedFrom): unknown {
  if (typeof value !== "number" || Number.isSafeInteger(value)) return value;
  const { source } = from ?? {};
  return source !== undefined && /^-?\d+$/.test(source) ? source : value;
}
