import { type AgentStateName, STATES } from "../contract/state.ts";

const URGENCY = Object.keys(STATES);

/** Sorts states, the most urgent first. */
export function byUrgency(left: AgentStateName, right: AgentStateName): number {
  return URGENCY.indexOf(left) - URGENCY.indexOf(right);
}
