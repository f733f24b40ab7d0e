import type { AgentState, MonitorState, SessionState } from "./state.ts";

/** Grows whenever the state's shape or the reducers' meaning changes: older ones are put aside. */
const VERSION = 9;

interface Snapshot extends Omit<MonitorState, "sessions"> {
  readonly version: number;
  readonly sessions: readonly SavedSession[];
}

type SavedSession = Omit<SessionState, "agents"> & { readonly agents: readonly AgentState[] };

/** Writes a state down, so that a later run need not read all events again. */
export function toSnapshot(state: MonitorState): string {
  const sessions = Array.from(
    state.sessions.values(),
    (session): SavedSession => ({ ...session, agents: [...session.agents.values()] }),
  );
  return JSON.stringify({ version: VERSION, ...state, sessions } satisfies Snapshot);
}

/**
 * Reads what {@linkcode toSnapshot} wrote.
 *
 * @returns `null` for what another version wrote, or nobody
 */
export function fromSnapshot(text: string): MonitorState | null {
  const snapshot = parse(text);
  if (snapshot === null) return null;
  const sessions = snapshot.sessions.map(({ agents, ...session }): [string, SessionState] => [
    session.id,
    { ...session, agents: new Map(agents.map((agent) => [agent.key, agent])) },
  ]);
  const { past, limits, last } = snapshot;
  return { sessions: new Map(sessions), past, limits, last };
}

/** Only this program writes snapshots: beyond the version, their shape is taken as it is. */
function parse(text: string): Snapshot | null {
  try {
    const value: unknown = JSON.parse(text);
    const isOurs = typeof value === "object" && value !== null && "version" in value &&
      value.version === VERSION && "sessions" in value && Array.isArray(value.sessions);
    return isOurs ? value as Snapshot : null;
  } catch {
    return null;
  }
}
