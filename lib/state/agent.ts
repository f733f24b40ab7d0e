import { textIn } from "../events/json.ts";
import { isDelegation } from "../events/tools/delegation.ts";
import { isAnswered, withAnswer } from "./order/answered.ts";
import {
  NEXT_TOOL_ANSWERS_AFTER,
  type Phase,
  type Rule,
  RULES,
  type Settles,
  type SignalKind,
} from "./rules.ts";
import type { Signal, SignalTool } from "./signal/signal.ts";
import type { AgentState, RunningTool, Wait } from "./state.ts";

/** More cannot run at once; what lies beyond was lost track of. */
const MAX_RUNNING = 64;

/** What an agent becomes by a signal of its own. Pure. */
export function stepAgent(agent: AgentState, signal: Signal): AgentState {
  const rule: Rule = RULES[signal.kind];
  const { phase, compacting, isOver } = nextPhase(agent, signal, rule);
  const anew = phase !== agent.phase || signal.kind === "prompt";
  return {
    ...agent,
    phase,
    compacting,
    since: anew ? signal.at : agent.since,
    last: Math.max(agent.last, signal.at),
    running: nextRunning(agent.running, signal, rule.endsTools && !isOver),
    waits: isOver ? agent.waits : nextWaits(agent, signal, rule),
    answered: nextAnswered(agent, signal),
    doing: isOver ? agent.doing : nextDoing(agent, signal, phase),
    tools: agent.tools + (signal.kind === "tool.start" ? 1 : 0),
    errors: agent.errors + (isFailure(agent, signal) ? 1 : 0),
  };
}

interface NextPhase {
  readonly phase: Phase;
  readonly compacting: Phase | null;
  /** Whether the signal is about a turn that is over. */
  readonly isOver: boolean;
}

function nextPhase(agent: AgentState, signal: Signal, rule: Rule): NextPhase {
  const { phase, compacting } = agent;
  const { kind, payload } = signal;
  if (kind === "compact.start") {
    const goesOn = phase === "working" && textIn(payload, "trigger") !== "manual";
    return { phase: "working", compacting: goesOn ? "working" : "idle", isOver: false };
  }
  if (kind === "compact.end" || kind === "session.compacted") {
    return { phase: compacting ?? phase, compacting: null, isOver: false };
  }
  if (rule.phase === undefined) return { phase, compacting, isOver: false };
  const isElsewhere = !(rule.from?.includes(phase) ?? true);
  if (isElsewhere || wakesTooLate(agent, signal)) return { phase, compacting, isOver: true };
  return { phase: rule.phase, compacting: null, isOver: false };
}

/**
 * Whether a signal tells of work that was done before its agent came to rest: what ended it was reported
 * first.
 */
export function wakesTooLate({ phase, since }: AgentState, { kind, at }: Signal): boolean {
  const rule: Rule = RULES[kind];
  return rule.phase === "working" && !BEGINS_ANEW.has(kind) && at < since &&
    phase !== "working" && phase !== "unknown";
}

/** Nothing that ended before these is what they begin. */
const BEGINS_ANEW: ReadonlySet<SignalKind> = new Set(
  ["prompt", "turn.resumed", "claude.works"] as const,
);

/** A failure of an agent is reported by its end, and again by the end of its call. */
function isFailure(agent: AgentState, { kind, tool }: Signal): boolean {
  switch (kind) {
    case "tool.failed":
      return !isDelegation(tool?.name);
    case "turn.failed":
      return true;
    case "agent.failed":
      return agent.phase !== "failed";
    default:
      return false;
  }
}

/** Finds the running tool that a signal is about: by its id, else the first of that name. */
function findRunning(
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
      return [...others, started].slice(-MAX_RUNNING);
    }
    case "tool.end":
    case "tool.measured":
    case "tool.failed":
    case "permission.denied": {
      const finished = findRunning(running, tool);
      return finished === undefined ? running : running.filter((each) => each !== finished);
    }
    default:
      return running;
  }
}

function nextAnswered(agent: AgentState, signal: Signal): AgentState["answered"] {
  switch (signal.kind) {
    case "permission.allowed":
    case "permission.denied":
    case "tool.end":
    case "tool.measured":
    case "tool.failed": {
      const about = findRunning(agent.running, signal.tool);
      return about === undefined ? agent.answered : withAnswer(agent.answered, about, signal.at);
    }
    default:
      return agent.answered;
  }
}

function nextWaits(agent: AgentState, signal: Signal, rule: Rule): readonly Wait[] {
  const open = agent.waits.filter((wait) => !isAnsweredBy(wait, agent, signal, rule.settles));
  switch (signal.kind) {
    case "tool.start": {
      const still = open.filter((wait) => signal.at - wait.since < NEXT_TOOL_ANSWERS_AFTER);
      if (signal.question === null || signal.tool === null) return still;
      if (isAnswered(agent.answered, signal)) return still;
      return [...still, waitFor(signal, "input", runningKey(signal.tool, signal.at))];
    }
    case "permission.ask": {
      // The notice comes some seconds after the request that it is about.
      if (signal.tool === null && open.length > 0) return open;
      if (isAnswered(agent.answered, signal)) return open;
      const { tool } = signal;
      const about = tool === null
        ? undefined
        : agent.running.findLast((each) => each.name === tool.name && each.input === tool.input);
      const key = about?.key ?? null;
      if (key !== null && open.some((wait) => wait.key === key)) return open;
      // It says what the notice of it, where that came first, did not.
      const others = open.filter((wait) => wait.kind !== "permission" || wait.tool !== null);
      return [...others, waitFor(signal, "permission", key)];
    }
    case "input.ask":
      return isAnswered(agent.answered, signal) ? open : nextForms(agent, signal, open);
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
    server: textIn(signal.payload, "mcp_server_name") ?? null,
    question: signal.question ?? signal.summary,
    event: signal.event,
  };
}

/** A server's form is over with the call of that server's tool; its notice asks nothing new. */
function nextForms(agent: AgentState, signal: Signal, open: readonly Wait[]): readonly Wait[] {
  const server = textIn(signal.payload, "mcp_server_name");
  if (server === undefined && open.length > 0) return open;
  const about = server === undefined
    ? undefined
    : agent.running.findLast(({ key, name }) =>
      isToolOf(server, name) && !open.some((wait) => wait.key === key)
    );
  return [...open, waitFor(signal, "input", about?.key ?? null)];
}

function isAnsweredBy(wait: Wait, agent: AgentState, signal: Signal, settles: Settles): boolean {
  switch (settles) {
    case "none":
      return false;
    case "all":
      return true;
    case "forms":
      return wait.kind === "input" && wait.tool === null && isOfServer(wait, signal);
    case "own tool":
      return isAboutTool(wait, agent, signal.tool);
    case "own permission":
      // A form has no tool of its own: no permission for one is its answer.
      return !(wait.kind === "input" && wait.tool === null) &&
        isAboutTool(wait, agent, signal.tool);
  }
}

function isAboutTool(wait: Wait, agent: AgentState, tool: SignalTool | null): boolean {
  if (tool === null) return false;
  if (wait.key !== null) return wait.key === findRunning(agent.running, tool)?.key;
  if (wait.server !== null) return isToolOf(wait.server, tool.name);
  if (wait.tool === null) return true;
  // Where several tools of that name run, nobody knows which one it is about.
  return wait.tool === tool.name &&
    !agent.running.some((each) =>
      each.name === tool.name && each.key !== tool.key && tool.key !== null
    );
}

/** Of two forms that are open, an answer that names its server is that of one. */
function isOfServer({ server }: Wait, { payload }: Signal): boolean {
  const reported = textIn(payload, "mcp_server_name");
  return server === null || reported === undefined || server === reported;
}

function isToolOf(server: string, tool: string): boolean {
  return tool.startsWith(`mcp__${server}__`);
}

function nextDoing(agent: AgentState, signal: Signal, phase: Phase): string | null {
  switch (signal.kind) {
    case "prompt":
    case "turn.resumed":
    case "tool.start":
    case "compact.start":
    case "turn.failed":
    case "agent.failed":
      return signal.summary;
    case "claude.works":
      return agent.phase === "working" ? agent.doing : signal.summary;
    case "session.start":
    case "session.end":
    case "claude.rests":
    case "turn.end":
    case "turn.cancelled":
    case "agent.end":
      return null;
    case "compact.end":
    case "session.compacted":
      return phase === "working" ? agent.doing : null;
    default:
      return agent.doing;
  }
}
