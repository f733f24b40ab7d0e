/** After this a number of seconds would lie in the year 5138, so it must be milliseconds. */
const SECONDS_END = 1e11;
const MILLISECONDS_END = 1e14;
const MICROSECONDS_END = 1e17;
/** The last moment that a `Date` can hold. */
const LAST = 8.64e15;

/**
 * Reads a time as emitters write it: ISO 8601 with or without an offset (without one it is the
 * sender's local time), Python's `+00:00Z`, or a number, also as text, of seconds, milliseconds,
 * microseconds or nanoseconds since 1970.
 *
 * @returns whole ms since 1970, UTC; undefined for what is no time
 */
export function parseTime(value: unknown): number | undefined {
  if (typeof value === "number") return fromNumber(value);
  if (typeof value !== "string") return undefined;
  const text = value.trim();
  if (/^\d+(\.\d+)?$/.test(text) && !/^\d{4}$/.test(text)) return fromNumber(Number(text));
  if (!/^\d{4}-\d\d-\d\d/.test(text)) return undefined;
  const time = Date.parse(text.replace(/([+-]\d\d:?\d\d)Z$/, "$1"));
  return Number.isNaN(time) ? undefined : time;
}

function fromNumber(value: number): number | undefined {
  if (!(value > 0)) return undefined;
  const time = value < SECONDS_END
    ? value * 1e3
    : value < MILLISECONDS_END
    ? value
    : value < MICROSECONDS_END
    ? value / 1e3
    : value / 1e6;
  return time <= LAST ? Math.round(time) : undefined;
}
