import { type AgentStateName, STATES } from "../../../contract/state.ts";
import { Age } from "../age.tsx";

const SHAPES: Readonly<Record<AgentStateName, string>> = {
  permission: "▲",
  input: "▲",
  failed: "✕",
  working: "●",
  interrupted: "◼",
  idle: "○",
  lost: "?",
  done: "✓",
};

/** A state by shape, word and colour, and since when. */
export function StateMark({ state, since }: {
  state: AgentStateName;
  /** ms since 1970. */
  since: number;
}) {
  return (
    <span class={`state-mark state-${state}`}>
      <span class="state-shape" aria-hidden="true">{SHAPES[state]}</span>
      <span class="state-word">{STATES[state].label}</span>
      <span class="state-since">
        <Age since={since} />
      </span>
    </span>
  );
}
