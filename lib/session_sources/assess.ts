/** What Claude Code's own files say of a session, against what its events say. Pure. */
import type { JsonObject } from "../events/event.ts";
import { MAIN, SEEN, type SessionState, type Wait } from "../state/state.ts";
import type { SessionFile } from "./session_file.ts";
import type { TurnEnd } from "./transcript_end.ts";

/** What the monitor itself has seen of a session. */
export interface Seen {
  readonly type: "turn.interrupted" | "claude.status";
  /** Since when that is so; ms since 1970, UTC. */
  readonly at: number;
  /** One line for people. */
  readonly summary: string;
  readonly data: JsonObject;
}

/** Milliseconds for which a status must have held: hooks that tell the same are on their way. */
const SETTLED = 1_000;
/** The same, where the last thing heard came after the status. */
const SETTLED_AFTER_NEWS = 5_000;
/** The same, where the transcript shows that the hook of an end must be on its way. */
const SETTLED_AFTER_END = 5_000;
/** So often a silent session at work is reported, so that it is not taken for lost. */
const REPORTED_AGAIN = 5 * 60_000;

/**
 * What is to be reported of a session, by its file; `null` where its events say the same. That a turn is
 * over says not yet how it ended.
 */
export function assessFile(
  session: SessionState,
  file: SessionFile,
  now: number,
): Seen | "turn is over" | null {
  const main = session.agents.get(MAIN);
  if (main === undefined || file.status === null || now - file.since < SETTLED) return null;
  const agents = [...session.agents.values()];
  const waits = agents.flatMap((agent) => agent.waits);
  const isAtWork = agents.some((agent) => agent.phase === "working");
  switch (file.status) {
    case "idle":
      if (main.phase !== "working") return null;
      return isNews(file, main.last, now) ? "turn is over" : null;
    case "waiting":
      // What is asked in place of it is told by the next look.
      if (waits.length > 0) {
        return waits.every((wait) => isPast(wait, file)) ? answered(file) : null;
      }
      return isAtWork && isNews(file, session.last, now) ? asks(file) : null;
    case "busy": {
      if (waits.length > 0) {
        return waits.every(({ since }) => since < file.since) ? answered(file) : null;
      }
      const silence = now - session.last;
      if (isAtWork) return silence >= REPORTED_AGAIN ? works(now) : null;
      return file.since > main.last && main.phase !== "done" ? works(file.since) : null;
    }
  }
}

/** What is to be reported of a turn that Claude Code shows to be over, and no hook ended. */
export function assessTurn(
  { turn }: SessionState,
  end: TurnEnd,
  { since, now }: { readonly since: number; readonly now: number },
): Seen | null {
  // Its hook tells more, and is on its way.
  if (end === "finished" && now - since < SETTLED_AFTER_END) return null;
  if (end === "finished" || turn === SEEN) {
    return {
      type: "claude.status",
      at: since,
      summary: "Claude is idle",
      data: { status: "idle" },
    };
  }
  return { type: "turn.interrupted", at: since, summary: "Turn interrupted", data: {} };
}

/** Whether a status tells more than what was heard last. */
function isNews({ since }: SessionFile, last: number, now: number): boolean {
  return since >= last || now - last >= SETTLED_AFTER_NEWS;
}

/** Whether Claude Code waits for something else since then than a question that no hook reported. */
function isPast({ kind, tool, server, since }: Wait, file: SessionFile): boolean {
  return tool === null && server === null && since < file.since && kind !== askedIn(file);
}

function askedIn({ waitingFor }: SessionFile): Wait["kind"] {
  return /permission|sandbox/.test(waitingFor ?? "") ? "permission" : "input";
}

function asks(file: SessionFile): Seen {
  const { waitingFor, since } = file;
  const status = askedIn(file);
  const message = status === "permission" ? "Asks for permission" : "Asks for input";
  return {
    type: "claude.status",
    at: since,
    summary: message,
    data: { status, message, ...(waitingFor === null ? {} : { waiting_for: waitingFor }) },
  };
}

function answered({ since }: SessionFile): Seen {
  const summary = "The question was answered";
  return { type: "claude.status", at: since, summary, data: { status: "answered" } };
}

function works(at: number): Seen {
  return { type: "claude.status", at, summary: "Claude works", data: { status: "busy" } };
}
