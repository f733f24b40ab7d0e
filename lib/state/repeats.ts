/**
 * A session may have hooks of Claude Code's own and claude-mpm's at once, which then tell of the
 * same things, claude-mpm's without the ids of tools and agents. Pure.
 */
import type { CanonicalEvent } from "../events/event.ts";
import type { SessionState } from "./state.ts";

/** Whose word is taken where both tell. */
const OWN = "claude-code";
const REPEATER = "claude-mpm";

/** What claude-mpm makes from an event that Claude Code sends by another name. */
const MADE_FROM: Readonly<Record<string, string>> = {
  // Its own start of an agent is made from the call of the tool, and may come before it.
  "agent.start": "tool.pre",
  "agent.stop": "tool.pre",
  "todo.update": "tool.pre",
};

/** The kinds of events that Claude Code's own hooks have reported in a session, after another one. */
export function nextTold(
  told: SessionState["told"],
  event: CanonicalEvent,
): SessionState["told"] {
  if (event.source !== OWN || told.includes(event.type)) return told;
  // There are as many as kinds of hooks; an emitter may make up more.
  return told.length >= 64 ? told : [...told, event.type];
}

/**
 * Whether an event tells once more, and with less, what Claude Code's own hooks tell in this
 * session: known by its sender and its kind, not by what is in it.
 */
export function isRepeat(told: SessionState["told"], event: CanonicalEvent): boolean {
  if (event.source !== REPEATER || told.length === 0) return false;
  const from = Object.hasOwn(MADE_FROM, event.type) ? MADE_FROM[event.type] : undefined;
  return told.includes(event.type) || (from !== undefined && told.includes(from));
}
