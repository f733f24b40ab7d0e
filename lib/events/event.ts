/**
 * The canonical event: the one shape that every way in ends in, that the store keeps, and that
 * the dashboard and tools read.
 */

/** What an event is about, at the coarsest; the seed's kinds, and `session` and `other`. */
export const CATEGORIES = [
  "agent",
  "tool",
  "system",
  "project",
  "memory",
  "websocket",
  "session",
  "other",
] as const;

/** One of {@linkcode CATEGORIES}. */
export type Category = typeof CATEGORIES[number];

/** How the thing that an event tells of went. */
export const STATUSES = ["ok", "error", "running"] as const;

/** One of {@linkcode STATUSES}. */
export type Status = typeof STATUSES[number];

/** Any JSON value. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;

/** A JSON object. */
export interface JsonObject {
  readonly [key: string]: Json;
}

/** An event that has been understood but not yet stored, and so has no id. */
export interface EventDraft {
  /** When the emitter says that it happened; ms since 1970, UTC. Shown, never trusted. */
  readonly ts: number;
  /** When we got it; ms since 1970, UTC. Retention and `since:` go by this. */
  readonly received: number;
  /** Who sent it: `claude-mpm`, `claude-code`, `otel`, `monitor`, or the emitter's own word. */
  readonly source: string;
  readonly category: Category;
  /** Dotted and lower case, such as `tool.pre` or `session.start`. */
  readonly type: string;
  readonly session?: string;
  /** The agent's own id or name within its session; absent for the main agent. */
  readonly agent?: string;
  /** The project's folder, as the emitter gave it. */
  readonly project?: string;
  readonly tool?: string;
  /** What joins the two events of a pair: `tool_use_id`, else the emitter's correlation id. */
  readonly correlation?: string;
  readonly status?: Status;
  /** Length in milliseconds, where it is known. */
  readonly duration_ms?: number;
  /** One line that a person understands without knowing our names. */
  readonly summary: string;
  /** As received, after redaction. */
  readonly data: Json;
}

/** A stored event. Ids grow by one for each event of a store and are never used again. */
export interface CanonicalEvent extends EventDraft {
  readonly id: number;
}

/** All fields of a stored event, in the order in which they are printed. */
export const EVENT_FIELDS = [
  "id",
  "ts",
  "received",
  "source",
  "category",
  "type",
  "session",
  "agent",
  "project",
  "tool",
  "correlation",
  "status",
  "duration_ms",
  "summary",
  "data",
] as const satisfies readonly (keyof CanonicalEvent)[];

/** One of {@linkcode EVENT_FIELDS}. */
export type EventField = typeof EVENT_FIELDS[number];
