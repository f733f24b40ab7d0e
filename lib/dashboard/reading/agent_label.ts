import type { AgentView } from "../../contract/state.ts";

/** What people call an agent: its type, else the emitter's own name for it. */
export function agentLabel(agent: Pick<AgentView, "id" | "name">): string {
  if (agent.name !== null) return agent.name;
  // Until an agent has reported itself, it is known by the call alone, which is no name.
  return agent.id.startsWith("call:") ? "agent" : agent.id;
}
