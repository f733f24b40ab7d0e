/** The limits of the person's plan, as status lines tell them. Pure. */
import type { CanonicalEvent, JsonObject } from "../../events/event.ts";
import { field, isJsonObject, numberIn, objectIn } from "../../events/json.ts";
import type { LimitView } from "../../contract/usage.ts";
import { percentIn } from "../../events/percent.ts";
import { parseTime } from "../../events/time.ts";
import {
  type LimitAccount,
  type LimitReading,
  shownAccounts,
  withReading,
} from "./limit_account.ts";

/** What is known of each limit, by its name. */
export type Limits = Readonly<Record<string, readonly LimitAccount[]>>;

const MAX_LIMITS = 12;
const MAX_NAME_LENGTH = 60;
const ORDER = ["five_hour", "seven_day"];

/** The limits after an event; the same object where it tells nothing of them. */
export function nextLimits(limits: Limits, event: CanonicalEvent, session: string): Limits {
  if (event.type !== "session.status" || !isJsonObject(event.data)) return limits;
  const reported = objectIn(event.data, "rate_limits");
  const spent = numberIn(objectIn(event.data, "cost"), "total_cost_usd") ?? null;
  let next = limits;
  for (const [name, limit] of Object.entries(reported)) {
    if (name.length > MAX_NAME_LENGTH) continue;
    const reading = isJsonObject(limit) ? readLimit(limit, event.received, session) : null;
    if (reading === null) continue;
    const known = Object.hasOwn(next, name) ? next[name] : undefined;
    if (known === undefined && Object.keys(next).length >= MAX_LIMITS) continue;
    const accounts = withReading(known ?? [], reading, spent);
    if (accounts !== known) next = { ...next, [name]: accounts };
  }
  return next;
}

/** All limits that are known, as they stand at a moment: one for each account. */
export function viewLimits(limits: Limits, now: number): LimitView[] {
  const place = (name: string) => (ORDER.indexOf(name) + ORDER.length + 1) % (ORDER.length + 1);
  return Object.entries(limits)
    .flatMap(([name, accounts]) =>
      shownAccounts(accounts, now).map(({ latest }): LimitView => ({
        name,
        ...latest,
        used_percent: latest.resets_at !== null && latest.resets_at <= now
          ? null
          : latest.used_percent,
        from: "status line",
      }))
    )
    .sort((left, right) => place(left.name) - place(right.name));
}

function readLimit(limit: JsonObject, at: number, session: string): LimitReading | null {
  const used = percentIn(limit, "used_percentage");
  if (used === undefined) return null;
  return { used_percent: used, resets_at: resetOf(limit), read_at: at, session };
}

function resetOf(limit: JsonObject): number | null {
  return parseTime(field(limit, "resets_at")) ?? null;
}
