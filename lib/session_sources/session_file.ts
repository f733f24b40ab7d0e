import type { JsonObject } from "../events/event.ts";
import { isJsonObject, numberIn, textIn } from "../events/json.ts";

/** What Claude Code writes down of a running process: `sessions/PID.json` in its folder. */
export interface SessionFile {
  readonly pid: number;
  /** The session that the process works on now. */
  readonly session: string;
  /** `null` where this release does not say, or says something else. */
  readonly status: "idle" | "busy" | "waiting" | null;
  /** What it waits for, in Claude Code's own words, such as `permission prompt`. */
  readonly waitingFor: string | null;
  /** Since when its status is that; ms since 1970, UTC. */
  readonly since: number;
}

const STATUSES = ["idle", "busy", "waiting"] as const;

/** Reads the content of such a file; `null` where it is none, or only half written. */
export function parseSessionFile(text: string): SessionFile | null {
  const value = parsed(text);
  if (value === null) return null;
  const [pid, session] = [numberIn(value, "pid"), textIn(value, "sessionId")];
  if (pid === undefined || session === undefined) return null;
  const word = textIn(value, "status");
  const since = numberIn(value, "statusUpdatedAt");
  return {
    pid,
    session,
    status: since === undefined ? null : STATUSES.find((status) => status === word) ?? null,
    waitingFor: textIn(value, "waitingFor") ?? null,
    since: since ?? 0,
  };
}

function parsed(text: string): JsonObject | null {
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? value : null;
  } catch {
    return null;
  }
}
