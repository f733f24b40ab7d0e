/**
 * What the sessions of one account tell of one limit. A status line says how things stood at the
 * last request of its session, and an idle session draws it again and again: only what a session
 * learnt since its last line is news. Pure.
 */

/** What one line tells of one limit. */
export interface LimitReading {
  /** Percent of it that is used. */
  readonly used_percent: number;
  /** When it begins anew; ms since 1970, UTC. */
  readonly resets_at: number | null;
  /** When this was read; ms since 1970, UTC. */
  readonly read_at: number;
  /** The session that reported it. */
  readonly session: string;
}

/** What a session reported last, and what it had cost by then, in US dollars. */
interface Told extends Omit<LimitReading, "session"> {
  readonly spent: number | null;
}

/** One limit of one account. */
export interface LimitAccount {
  readonly latest: LimitReading;
  /** By session. */
  readonly told: Readonly<Record<string, Told>>;
}

/** Ends of one window may be reported with a little difference, in ms. */
const SAME_WINDOW = 5 * 60_000;
/** A line is on its way for less: one that comes later was not overtaken, in ms. */
const OVERTAKEN_WITHIN = 10_000;
const MAX_ACCOUNTS = 4;
const MAX_SESSIONS = 50;

/**
 * The accounts after another reading. Sessions whose windows end at different times, both of them
 * still to come, have different accounts as far as anybody can tell: each is listed.
 *
 * @param spent what the session has cost so far, in US dollars
 */
export function withReading(
  accounts: readonly LimitAccount[],
  reading: LimitReading,
  spent: number | null,
): readonly LimitAccount[] {
  const own = accounts.find(({ told }) => Object.hasOwn(told, reading.session));
  const account = own ?? accounts.find(({ latest }) => isSameWindow(latest, reading)) ??
    accounts.find(({ latest }) => hasEnded(latest, reading.read_at));
  if (account === undefined) {
    if (accounts.length > 0 && hasEnded(reading, reading.read_at)) return accounts;
    const fresh = { latest: reading, told: remembered({}, reading, spent) };
    return [...accounts, fresh].sort((left, right) => right.latest.read_at - left.latest.read_at)
      .slice(0, MAX_ACCOUNTS);
  }
  const before = own?.told[reading.session];
  if (before !== undefined && isOvertaken(before, reading, spent)) return accounts;
  const isNews = before === undefined
    ? isAhead(reading, account.latest)
    : isLearnt(before, reading, spent);
  const next = {
    latest: isNews ? reading : account.latest,
    told: remembered(account.told, reading, spent),
  };
  return joined(accounts.map((each) => each === account ? next : each), next);
}

/** The accounts that are to be shown: none whose window is over, unless all are. */
export function shownAccounts(
  accounts: readonly LimitAccount[],
  now: number,
): readonly LimitAccount[] {
  const open = accounts.filter(({ latest }) => !hasEnded(latest, now));
  if (open.length > 0) return open;
  const [newest] = accounts.toSorted((left, right) => right.latest.read_at - left.latest.read_at);
  return newest === undefined ? [] : [newest];
}

/** Its session has made a request since, or tells something else than before. */
function isLearnt(before: Told, reading: LimitReading, spent: number | null): boolean {
  if (before.spent !== null && spent !== null && spent > before.spent) return true;
  return before.used_percent !== reading.used_percent || !isSameWindow(before, reading);
}

/** An older line of the same session: what it has cost and used is less, and it came at once. */
function isOvertaken(before: Told, reading: LimitReading, spent: number | null): boolean {
  if (reading.read_at - before.read_at >= OVERTAKEN_WITHIN) return false;
  if (before.spent !== null && spent !== null && spent !== before.spent) {
    return spent < before.spent;
  }
  return !isAhead(reading, before);
}

/** Of two sessions nobody knows who asked last: within one window use only grows. */
function isAhead(
  reading: Pick<LimitReading, "used_percent" | "resets_at">,
  known: Pick<LimitReading, "used_percent" | "resets_at">,
): boolean {
  if (reading.resets_at === null || known.resets_at === null) return true;
  return isSameWindow(reading, known)
    ? reading.used_percent >= known.used_percent
    : reading.resets_at > known.resets_at;
}

function isSameWindow(
  left: Pick<LimitReading, "resets_at">,
  right: Pick<LimitReading, "resets_at">,
): boolean {
  if (left.resets_at === null || right.resets_at === null) return true;
  return Math.abs(left.resets_at - right.resets_at) <= SAME_WINDOW;
}

function hasEnded({ resets_at }: Pick<LimitReading, "resets_at">, now: number): boolean {
  return resets_at !== null && resets_at <= now;
}

/** Two accounts whose windows turn out to end together are one. */
function joined(
  accounts: readonly LimitAccount[],
  changed: LimitAccount,
): readonly LimitAccount[] {
  const other = accounts.find((each) =>
    each !== changed && isSameWindow(each.latest, changed.latest)
  );
  if (other === undefined) return accounts;
  const one = { latest: changed.latest, told: { ...other.told, ...changed.told } };
  return accounts.filter((each) => each !== other).map((each) => each === changed ? one : each);
}

function remembered(
  told: LimitAccount["told"],
  { session, ...reading }: LimitReading,
  spent: number | null,
): LimitAccount["told"] {
  const { [session]: _, ...others } = told;
  const all = [...Object.entries(others), [session, { ...reading, spent }] as const];
  return Object.fromEntries(all.slice(-MAX_SESSIONS));
}
