import type { SessionsAnswer } from "../../contract/http.ts";
import type { SessionView } from "../../contract/state.ts";
import { type Polled, usePolled } from "../net/polled.ts";

/** What every session does, read each second while it is looked at. */
export function useSessions(): Polled<SessionsAnswer> {
  return usePolled<SessionsAnswer>("/api/sessions", 1000);
}

/** Sessions of one project, the most urgent first. */
export interface ProjectGroup {
  readonly project: string | null;
  /** Those that have neither ended nor been lost. */
  readonly live: readonly SessionView[];
  readonly over: readonly SessionView[];
}

/** Groups sessions by project; projects keep the order of their first session. */
export function groupByProject(
  sessions: readonly SessionView[],
  isLive: (session: SessionView) => boolean,
): readonly ProjectGroup[] {
  const groups = Map.groupBy(sessions, (session) => session.project);
  return Array.from(groups, ([project, members]) => ({
    project,
    live: members.filter(isLive),
    over: members.filter((session) => !isLive(session)),
  })).toSorted((a, b) => Number(b.live.length > 0) - Number(a.live.length > 0));
}
