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
export type { Figure, UsageSource, UsageView } from "./usage.ts";
export type { AgentView, WaitView } from "./view_agent.ts";
export { type ProjectView, viewProjects } from "./view_project.ts";
export { type SessionView, viewAgents, viewSessions } from "./view_session.ts";
