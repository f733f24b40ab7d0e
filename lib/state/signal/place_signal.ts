/** Which agent a signal belongs to, where it names none or one that nobody knows. Pure. */
import type { CanonicalEvent } from "../../events/event.ts";
import { isFinished, sameName } from "../delegation.ts";
import { IDLE_NOTICE_AFTER } from "../rules.ts";
import { type AgentState, MAIN, type SessionState } from "../state.ts";
import type { Signal } from "./signal.ts";

type Placing = Pick<SessionState, "agents" | "turn" | "last">;

/**
 * A signal, with the agent that it belongs to: the notice of a dialog is about the agent that waits
 * or works, telemetry about the agent whose tool it is, the end of a sub-agent about one that has
 * begun. What belongs to nobody, or to a turn that is over, is an activity.
 */
export function placeSignal(session: Placing, signal: Signal, event: CanonicalEvent): Signal {
  const all = [...session.agents.values()];
  switch (signal.kind) {
    case "prompt": {
      const isOpen = session.agents.get(MAIN)?.phase === "working";
      return isOpen && signal.prompt !== null && signal.prompt === session.turn
        ? { ...signal, kind: "prompt.queued" }
        : signal;
    }
    case "permission.ask":
    case "input.ask":
      return isNotice(event) ? placeNotice(signal, all) : signal;
    case "permission.allowed":
    case "permission.denied":
    case "permission.refused":
      return event.source === "otel" ? placeDecision(session, signal, all) : signal;
    case "tool.broken":
    case "tool.measured":
      return placeResult(signal, all);
    case "idle.notice":
      // Said a minute after the turn: it may be overtaken by the next prompt.
      return signal.at - session.last < IDLE_NOTICE_AFTER ? activity(signal) : signal;
    case "agent.start":
      // The main agent does not start like this.
      return signal.agent === MAIN ? activity(signal) : signal;
    case "agent.end":
    case "agent.failed":
      return placeEnd(signal, all);
    default:
      return signal;
  }
}

function activity(signal: Signal): Signal {
  return { ...signal, kind: "activity" };
}

function isNotice({ type }: CanonicalEvent): boolean {
  return type === "notification" || type === "claude.status";
}

/** Notices name no agent, and may come when what they are about is over. */
function placeNotice(signal: Signal, all: readonly AgentState[]): Signal {
  const waiting = all.find((agent) => agent.waits.length > 0);
  if (waiting !== undefined) return { ...signal, agent: waiting.key };
  const main = all.find((agent) => agent.key === MAIN);
  if (main === undefined || main.phase === "working" || main.phase === "unknown") return signal;
  const working = all.filter((agent) => agent.phase === "working");
  const [only] = working;
  return only === undefined ? activity(signal) : { ...signal, agent: only.key };
}

/** By the tool use; releases that do not name it can only mean the one question about that tool. */
function placeDecision(
  { turn, agents }: Placing,
  signal: Signal,
  all: readonly AgentState[],
): Signal {
  const { tool } = signal;
  if (tool === null) return activity(signal);
  const owner = all.find((agent) => agent.running.some((each) => each.key === tool.key));
  if (owner !== undefined) return decided({ ...signal, agent: owner.key }, owner);
  const open = all.flatMap((agent) =>
    agent.waits.filter((wait) =>
      wait.kind === "permission" && wait.tool === tool.name && wait.since <= signal.at
    ).map((wait) => ({ agent, wait }))
  );
  const [only] = open;
  if (tool.key === null && only !== undefined && open.length === 1) {
    const { agent, wait } = only;
    return decided({ ...signal, agent: agent.key, tool: { ...tool, key: wait.key } }, agent);
  }
  // About a tool that is over, or that nobody reported: it can only end the turn that it names, and
  // not where that went on since, as after a No with words.
  const isOfTurn = signal.kind === "permission.refused" && turn !== null &&
    signal.prompt === turn && signal.at >= (agents.get(MAIN)?.last ?? 0);
  return isOfTurn && signal.agent === MAIN ? signal : activity(signal);
}

/** A refusal breaks off the person's own turn alone: a sub-agent goes on without the tool. */
function decided(signal: Signal, owner: AgentState): Signal {
  return signal.kind === "permission.refused" && owner.key !== MAIN
    ? { ...signal, kind: "permission.denied" }
    : signal;
}

function placeResult(signal: Signal, all: readonly AgentState[]): Signal {
  const key = signal.tool?.key ?? null;
  const owner = all.find((agent) => agent.running.some((each) => each.key === key));
  if (owner === undefined) return activity(signal);
  const placed = { ...signal, agent: owner.key };
  // In the background no Escape breaks anything off; the failure itself is reported by its hook.
  return owner.background ? { ...placed, kind: "tool.measured" } : placed;
}

/**
 * The end of a sub-agent: by its id, else of the only one of that type that works. Ends that name
 * no type are those of Claude Code's own inner agents, unless they name no agent at all.
 */
function placeEnd(signal: Signal, all: readonly AgentState[]): Signal {
  if (signal.agent !== MAIN && all.some((agent) => agent.key === signal.agent)) return signal;
  const live = all.filter((agent) => agent.key !== MAIN && !isFinished(agent));
  const { agentName } = signal;
  const named = live.filter((agent) => sameName(agent.name, agentName));
  const unnamed = live.filter((agent) => agent.name === null || agentName === null);
  const candidates = signal.agent === MAIN
    ? live
    : named.length > 0
    ? named
    : agentName === null
    ? []
    : unnamed;
  const [only] = candidates;
  return only === undefined || candidates.length > 1
    ? activity(signal)
    : { ...signal, agent: only.key };
}
