/** Which totals a session may go on with that follows another one, by `/clear` or as a fork. Pure. */
import { folderKey } from "../../events/folders/canonical_folder.ts";
import type { SessionState } from "../state.ts";

/** Who ended so shortly before is the one that was cleared, in ms. */
const JUST_ENDED = 10_000;
/** Whoever was not heard of for so long is not followed, in ms. */
const LONG_AGO = 12 * 3_600_000;

/**
 * The session with the least totals from which it may have been begun: a first reading below these
 * is its own. Nobody says which session was cleared.
 */
export function withPredecessor(
  session: SessionState,
  sessions: ReadonlyMap<string, SessionState>,
): SessionState {
  const { begin } = session;
  if (begin === null || (begin.source !== "clear" && begin.source !== "fork")) return session;
  const others = [...sessions.values()].filter((each) =>
    each.id !== session.id && maySharePlace(each, session) && begin.at - each.last < LONG_AGO
  );
  const ended = others.filter((each) =>
    each.ended !== null && Math.abs(begin.at - each.ended) <= JUST_ENDED
  );
  const totals = new Map<string, number>();
  for (const { usage } of ended.length > 0 ? ended : others) {
    for (const [name, { high }] of Object.entries(usage.counters)) {
      totals.set(name, Math.min(totals.get(name) ?? Infinity, high));
    }
  }
  return { ...session, begin: { ...begin, before: Object.fromEntries(totals) } };
}

function maySharePlace(one: SessionState, other: SessionState): boolean {
  return one.project === null || other.project === null ||
    folderKey(one.project) === folderKey(other.project);
}
