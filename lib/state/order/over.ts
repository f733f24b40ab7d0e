/** What ended before its beginning was reported: that may still arrive, and begins nothing then. */
import { LATE_BEGINNING } from "../rules.ts";
import type { Signal } from "../signal/signal.ts";
import { type AgentState, MAIN, type Over } from "../state.ts";

/** What has begun, as far as it was reported. */
export interface Begun {
  readonly agents: ReadonlyMap<string, AgentState>;
  /** The prompt whose turn began last. */
  readonly turn: string | null;
  readonly over: readonly Over[];
}

/** So many are remembered; more do not come in the wrong order at once. */
const MAX_KEPT = 32;

/** What ended without a beginning, after another signal. */
export function nextOver(begun: Begun, signal: Signal): readonly Over[] {
  const name = unknownEnd(begun, signal);
  return name === null ? begun.over : [...begun.over, { name, at: signal.at }].slice(-MAX_KEPT);
}

/** Whether a signal tells of a beginning whose end came before it. */
export function hasEnded(over: readonly Over[], signal: Signal): boolean {
  const name = beginningOf(signal);
  return name !== null &&
    over.some((each) => each.name === name && signal.at - each.at <= LATE_BEGINNING);
}

function unknownEnd({ agents, turn }: Begun, signal: Signal): string | null {
  switch (signal.kind) {
    case "tool.end":
    case "tool.failed": {
      const key = signal.tool?.key ?? null;
      const isKnown = [...agents.values()].some(({ running }) =>
        running.some((each) => each.key === key)
      );
      return key === null || isKnown ? null : `tool ${key}`;
    }
    case "agent.end":
    case "agent.failed":
      return agents.has(signal.agent) ? null : `agent ${signal.agent}`;
    case "turn.end":
    case "turn.failed":
      return signal.prompt === null || signal.prompt === turn || signal.agent !== MAIN
        ? null
        : `prompt ${signal.prompt}`;
    default:
      return null;
  }
}

function beginningOf({ kind, tool, agent, prompt }: Signal): string | null {
  switch (kind) {
    case "tool.start":
      return tool === null || tool.key === null ? null : `tool ${tool.key}`;
    case "agent.start":
      return `agent ${agent}`;
    case "prompt":
    case "turn.resumed":
      return prompt === null ? null : `prompt ${prompt}`;
    default:
      return null;
  }
}
