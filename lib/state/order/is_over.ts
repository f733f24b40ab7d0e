/** What arrives late is about something that is over. Pure. */
import { isFinished } from "../delegation.ts";
import { wakesTooLate } from "../agent.ts";
import { LATE_BEGINNING, type SignalKind } from "../rules.ts";
import type { Signal } from "../signal/signal.ts";
import { MAIN, type SessionState } from "../state.ts";
import { hasEnded } from "./over.ts";
import { isLateStart } from "./run.ts";

/** Whether a signal tells of what is over already: it changes nothing then. */
export function isOver(session: SessionState, signal: Signal): boolean {
  return signal.kind === "session.start"
    ? isLateStart(session.run, signal.at)
    : hasEnded(session.over, signal) || isStraggler(session, signal) ||
      isOvertaken(session, signal) || isEndBefore(session, signal) ||
      isBeginningBefore(session, signal);
}

/** Work that is reported right after the end of its session, or of its agent, was done before it. */
function isStraggler({ ended, agents }: SessionState, { kind, at, agent }: Signal): boolean {
  if (kind === "prompt" || kind === "turn.resumed" || kind === "session.end") return false;
  if (ended !== null && at - ended <= LATE_BEGINNING) return true;
  const known = agent === MAIN ? undefined : agents.get(agent);
  return kind === "tool.start" && known !== undefined && isFinished(known) &&
    at - known.since <= LATE_BEGINNING;
}

/** What was seen of a turn is about that turn, and not about the next one. */
function isOvertaken({ agents }: SessionState, { kind, at }: Signal): boolean {
  return (kind === "turn.interrupted" || kind === "claude.rests") &&
    at < (agents.get(MAIN)?.last ?? 0);
}

/** The end of a turn that is reported after the next prompt, and happened before it, is the last one's. */
function isEndBefore({ agents, turn }: SessionState, { kind, agent, at, prompt }: Signal): boolean {
  const isEnd = kind === "turn.end" || kind === "turn.failed" || kind === "turn.cancelled";
  const main = agents.get(MAIN);
  return isEnd && agent === MAIN && main?.phase === "working" && prompt !== null &&
    prompt !== turn && at < main.since;
}

/** What begins, or asks, within a turn whose end was reported already, and happened before that. */
function isBeginningBefore({ agents }: SessionState, signal: Signal): boolean {
  const agent = agents.get(signal.agent);
  return BEGINNINGS.has(signal.kind) && agent !== undefined && wakesTooLate(agent, signal);
}

const BEGINNINGS: ReadonlySet<SignalKind> = new Set(
  ["tool.start", "permission.ask", "input.ask", "agent.start", "compact.start"] as const,
);
