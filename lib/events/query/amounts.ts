import { parseTime } from "../time.ts";

const UNITS: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1e3,
  sec: 1e3,
  m: 60e3,
  min: 60e3,
  h: 3600e3,
  d: 86400e3,
  w: 7 * 86400e3,
};

/** A length such as `250ms`, `2s`, `1.5h` or `90` (ms), in ms. */
export function parseDuration(text: string): number | undefined {
  const [, amount, unit = "ms"] = /^(\d+(?:\.\d+)?)([a-z]+)?$/.exec(text.toLowerCase()) ?? [];
  if (amount === undefined || !Object.hasOwn(UNITS, unit)) return undefined;
  return Number(amount) * (UNITS[unit] ?? 1);
}

/**
 * A moment such as `1h` (so long ago), `today`, `yesterday`, `14:30` (today), `2026-07-02`,
 * `2026-07-02T14:30`, or ms since 1970. Dates and clock times are local.
 *
 * @param now ms since 1970, UTC
 * @returns ms since 1970, UTC
 */
export function parseMoment(text: string, now: number): number | undefined {
  const ago = /[a-z]$/i.test(text) ? parseDuration(text) : undefined;
  if (ago !== undefined) return now - ago;
  const day = new Date(now);
  day.setHours(0, 0, 0, 0);
  if (text === "now") return now;
  if (text === "today") return day.getTime();
  if (text === "yesterday") return day.setDate(day.getDate() - 1);
  const [, hours, minutes] = /^(\d{1,2}):(\d\d)$/.exec(text) ?? [];
  if (hours !== undefined) return day.setHours(Number(hours), Number(minutes));
  // A date alone means the local day; JavaScript would take it for UTC.
  return parseTime(/^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00` : text);
}
