import { NEXT_TOOL_ANSWERS_AFTER, type Rule, RULES } from "./rules.ts";
import type { Signal, SignalTool } from "./signal.ts";
import type { AgentState, RunningTool, Wait } from "./state.ts";

/** More cannot run at once; what lies beyond was lost track of. */
const MOST_RUNNING = 64;

/** What an agent becomes by a signal of its own. Pure. */
export function stepAgent(agent: AgentState, signal: Signal): AgentState {
  const rule: Rule = RULES[signal.kind];
  const applies = rule.phase !== undefined && (rule.from?.includes(agent.phase) ?? true);
  // A rule that does not apply to this phase is about a turn that is over.
  const over = rule.phase !== undefined && !applies;
  const phase = applies && rule.phase !== undefined ? rule.phase : agent.phase;
  const anew = phase !== agent.phase || signal.kind === "prompt";
  return {
    ...agent,
    phase,
    since: anew ? signal.at : agent.since,
    last: signal.at,
    running: nextRunning(agent.running, signal, rule.endsTools && !over),
    waits: over ? agent.waits : nextWaits(agent, signal, rule),
    doing: nextDoing(agent, signal),
    tools: agent.tools + (signal.kind === "tool.start" ? 1 : 0),
    errors: agent.errors +
      (signal.kind === "tool.failed" || signal.kind === "turn.failed" ? 1 : 0),
  };
}

/** Finds the running tool that a signal is about: by its id, else the first of that name. */
export function findRunning(
  running: readonly RunningTool[],
  tool: SignalTool | null,
): RunningTool | undefined {
  if (tool === null) return undefined;
  return running.find((each) => each.key === tool.key) ??
    (tool.key === null ? running.find((each) => each.name === tool.name) : undefined);
}

/** The key under which a starting tool is kept. */
export function runningKey(tool: SignalTool, at: number): string {
  return tool.key ?? `${tool.name}@${at}`;
}

function nextRunning(
  running: readonly RunningTool[],
  signal: Signal,
  ends: boolean,
): readonly RunningTool[] {
  if (ends) return [];
  const { tool } = signal;
  if (tool === null) return running;
  switch (signal.kind) {
    case "tool.start": {
      const started = {
        key: runningKey(tool, signal.at),
        name: tool.name,
        since: signal.at,
        summary: signal.summary,
        input: tool.input,
      };
      const others = running.filter((each) => each.key !== started.key);
      return [...others, started].slice(-MOST_RUNNING);
    }
    case "tool.end":
    case "tool.failed":
    case "permission.denied": {
      const finished = findRunning(running, tool);
      return finished === undefined ? running : running.filter((each) => each !== finished);
    }
    default:
      return running;
  }
}

function nextWaits(agent: AgentState, signal: Signal, rule: Rule): readonly Wait[] {
  const open = rule.settles === "all"
    ? []
    : rule.settles === "own tool"
    ? agent.waits.filter((wait) => !isAnsweredBy(wait, agent, signal.tool))
    : agent.waits;
  switch (signal.kind) {
    case "tool.start": {
      const still = open.filter((wait) => signal.at - wait.since < NEXT_TOOL_ANSWERS_AFTER);
      if (signal.question === null || signal.tool === null) return still;
      return [...still, waitFor(signal, "input", runningKey(signal.tool, signal.at))];
    }
    case "permission.ask": {
      // The notice comes some seconds after the request that it is about.
      if (signal.tool === null && open.some((wait) => wait.kind === "permission")) return open;
      const { tool } = signal;
      const about = tool === null
        ? undefined
        : agent.running.findLast((each) => each.name === tool.name && each.input === tool.input);
      const key = about?.key ?? null;
      if (key !== null && open.some((wait) => wait.key === key)) return open;
      return [...open, waitFor(signal, "permission", key)];
    }
    case "input.ask":
      if (open.some((wait) => wait.kind === "input")) return open;
      return [...open, waitFor(signal, "input", null)];
    default:
      return open;
  }
}

function waitFor(signal: Signal, kind: Wait["kind"], key: string | null): Wait {
  return {
    kind,
    since: signal.at,
    tool: signal.tool?.name ?? null,
    key,
    question: signal.question ?? signal.summary,
  };
}

function isAnsweredBy(wait: Wait, agent: AgentState, tool: SignalTool | null): boolean {
  if (tool === null) return false;
  if (wait.key !== null) return wait.key === findRunning(agent.running, tool)?.key;
  return wait.tool === null || wait.tool === tool.name;
}

function nextDoing(agent: AgentState, signal: Signal): string | null {
  switch (signal.kind) {
    case "prompt":
    case "tool.start":
      return signal.summary;
    case "session.start":
    case "session.end":
    case "turn.end":
    case "turn.cancelled":
    case "agent.end":
      return null;
    case "turn.failed":
    case "agent.failed":
      return signal.summary;
    default:
      return agent.doing;
  }
}
