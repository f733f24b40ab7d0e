/**
 * What every session, agent and project is doing, computed from events by pure reducers. Knows
 * neither store, sockets nor clocks.
 *
 * ```ts
 * import { EMPTY_STATE, reduce, viewProjects, viewSessions } from "./mod.ts";
 *
 * const state = reduce(EMPTY_STATE, []);
 * const sessions = viewSessions(state, Date.now());
 * const projects = viewProjects(sessions);
 * ```
 */
export { reduce } from "./reduce.ts";
export { fromSnapshot, toSnapshot } from "./snapshot.ts";
export { EMPTY_STATE, type MonitorState } from "./state.ts";
export { dayBefore, localDay } from "./usage/day.ts";
export { viewLimits } from "./usage/limits.ts";
export { viewProjects } from "./view_project.ts";
export { type UsageRequest, type UsageRollup, viewUsageBy } from "./usage/view_usage.ts";
export { viewAgents, viewSession, viewSessions } from "./view_session.ts";
