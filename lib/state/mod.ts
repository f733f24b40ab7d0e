/**
 * What every session, agent and project is doing, computed from events by pure reducers. Runs in
 * the server and in the browser; knows neither store, sockets nor clocks.
 *
 * ```ts
 * const state = reduce(EMPTY_STATE, events);
 * const sessions = viewSessions(state, Date.now());
 * const projects = viewProjects(sessions);
 * ```
 */
export { reduce } from "./reduce.ts";
export { type AgentStateName, STATES } from "./rules.ts";
export { fromSnapshot, toSnapshot } from "./snapshot.ts";
export { EMPTY_STATE, type MonitorState, type Task, type TokenCounts } from "./state.ts";
export { dayBefore, localDay } from "./usage/day.ts";
export type { UsageSource } from "./usage/ledger.ts";
export { type LimitView, viewLimits } from "./usage/limits.ts";
export type { Figure, UsageView } from "./usage/usage.ts";
export type { AgentView, WaitView } from "./view_agent.ts";
export { type ProjectView, viewProjects } from "./view_project.ts";
export {
  type Sourced,
  type UndatedUse,
  USAGE_GROUPS,
  type UsageGroup,
  type UsageRequest,
  type UsageRollup,
  type UsageRow,
  viewUsageBy,
} from "./usage/view_usage.ts";
export { type SessionView, viewAgents, viewSessions } from "./view_session.ts";
