/** The limits of the person's plan, as status lines tell them. Pure. */
import type { CanonicalEvent, JsonObject } from "../../events/event.ts";
import { field, isJsonObject, numberIn, objectIn } from "../../events/json.ts";
import type { LimitView } from "../../contract/usage.ts";
import { parseTime } from "../../events/time.ts";

/** What was last read of one limit. */
export interface LimitReading {
  /** Percent of it that is used. */
  readonly used_percent: number;
  /** When it begins anew; ms since 1970, UTC. */
  readonly resets_at: number | null;
  /** When this was read; ms since 1970, UTC. */
  readonly read_at: number;
  /** The session that told it. */
  readonly session: string;
}

type Limits = Readonly<Record<string, LimitReading>>;

const MAX_LIMITS = 12;
const MAX_NAME_LENGTH = 60;
/** Ends of one window may be told with a little difference. */
const SAME_WINDOW = 5 * 60_000;
const ORDER = ["five_hour", "seven_day"];

/** The limits after an event; the same object where it tells nothing of them. */
export function nextLimits(limits: Limits, event: CanonicalEvent, session: string): Limits {
  if (event.type !== "session.status" || !isJsonObject(event.data)) return limits;
  const told = objectIn(event.data, "rate_limits");
  let next = limits;
  for (const [name, limit] of Object.entries(told)) {
    if (name.length > MAX_NAME_LENGTH) continue;
    const reading = isJsonObject(limit) ? readLimit(limit, event.received, session) : null;
    if (reading === null) continue;
    const known = Object.hasOwn(next, name) ? next[name] : undefined;
    if (known === undefined && Object.keys(next).length >= MAX_LIMITS) continue;
    if (known !== undefined && !isNewer(reading, known)) continue;
    next = { ...next, [name]: reading };
  }
  return next;
}

/** All limits that are known, as they stand at a moment. */
export function viewLimits(limits: Limits, now: number): LimitView[] {
  const place = (name: string) => (ORDER.indexOf(name) + ORDER.length + 1) % (ORDER.length + 1);
  return Object.entries(limits)
    .map(([name, reading]): LimitView => ({
      name,
      ...reading,
      used_percent: reading.resets_at !== null && reading.resets_at <= now
        ? null
        : reading.used_percent,
      from: "status line",
    }))
    .sort((left, right) => place(left.name) - place(right.name));
}

function readLimit(limit: JsonObject, at: number, session: string): LimitReading | null {
  const used = numberIn(limit, "used_percentage");
  if (used === undefined || used < 0 || used > 1_000) return null;
  return { used_percent: used, resets_at: resetOf(limit), read_at: at, session };
}

function resetOf(limit: JsonObject): number | null {
  return parseTime(field(limit, "resets_at")) ?? null;
}

/**
 * An idle session draws its line with what it was told long ago. Within one window use only grows,
 * so the higher reading is the newer one; a window that ends later is the newer one, too.
 */
function isNewer(reading: LimitReading, known: LimitReading): boolean {
  if (reading.resets_at === null || known.resets_at === null) return true;
  const later = reading.resets_at - known.resets_at;
  if (Math.abs(later) > SAME_WINDOW) return later > 0;
  return reading.used_percent >= known.used_percent;
}
