/** The JSON answers of the HTTP interface, as types. `docs/api.md` tells the same in words. */
import type { CanonicalEvent } from "../events/event.ts";
import type { LimitView, UsageGroup, UsageRow } from "./usage.ts";
import type { AgentView, ProjectView, SessionView } from "./state.ts";
import type { Aggregate } from "../events/aggregate.ts";
import type { ApiError } from "./socket.ts";

/** Version of all JSON answers and documents; grows when one changes its meaning. */
export const SCHEMA_VERSION = 1;

/** `GET /api/events`. */
export interface EventsAnswer {
  readonly schema_version: typeof SCHEMA_VERSION;
  readonly store: string;
  readonly events: readonly CanonicalEvent[];
  /** The cursor for the next call in the same direction. */
  readonly last: number;
  readonly more: boolean;
}

/** `GET /api/events/tally`: counts over what `GET /api/events` would list, newest first. */
export interface AggregateAnswer extends Aggregate {
  readonly schema_version: typeof SCHEMA_VERSION;
  readonly store: string;
}

/** `GET /health`: claude-mpm's shape, which its tools look for, and what tells us apart. */
export interface HealthAnswer {
  /** claude-mpm's tools expect this word while the server works. */
  readonly status: "running" | "stopping";
  readonly service: "claude-mpm-monitor";
  readonly version: string;
  readonly port: number;
  readonly pid: number;
  /** Whole seconds. */
  readonly uptime: number;
  readonly product: "mpm-monitor";
  /** Matches the `instance` of this server's record. */
  readonly instance: string;
  readonly store: string;
  readonly dashboard_port: number | null;
  /** Connected socket clients. */
  readonly clients: number;
  /** Events that emitters have sent to this port, over all restarts. */
  readonly events: number;
  /** Events stored by this process. */
  readonly events_since_start: number;
  /** Why the server works less well than it should; empty when it is healthy. */
  readonly degraded: readonly string[];
  /** How the last run on this port ended; absent when it ended well, or there was none. */
  readonly last_run?: BadEndFacts;
}

/** A run of a server that did not end well. */
export interface BadEndFacts {
  readonly pid: number;
  /** ms since 1970, UTC. */
  readonly started_at: number;
  /** When it last wrote anything; ms since 1970, UTC. */
  readonly last_seen: number;
  /** The last thing that it said; `null` when it said nothing. */
  readonly last_words: string | null;
}

/** One connected socket client, as `GET /api/clients` lists it. */
export interface ClientInfo {
  readonly id: string;
  readonly kind: "Browser" | "CLI Monitor" | "External Tool" | "Claude MPM";
  /** `127.0.0.1:54321`. */
  readonly address: string;
  /** ms since 1970, UTC. */
  readonly connected_at: number;
  /** Packets that wait in the server until this client has read what it was sent before. */
  readonly queued: number;
  /**
   * Round trip in ms of the last ping, of which there is one every ten seconds; while one is
   * unanswered for longer than that, the time that it has taken so far. `null` before the first.
   */
  readonly rtt_ms: number | null;
  /** Where it is in the feed; `null` where it has not subscribed. */
  readonly feed: ClientPosition | null;
}

/** How far a client has got in the feed. */
export interface ClientPosition {
  /**
   * `live`: it gets events as they come; `catching-up`: it is sent what is stored;
   * `gap`: it was too slow, gets nothing now, and will be told what it missed.
   */
  readonly state: "live" | "catching-up" | "gap";
  /** All that it asked for was sent to it up to this id. */
  readonly sent: number;
  /** Stored events behind that id, whether it asked for them or not. */
  readonly behind: number;
}

/** `GET /api/clients`. */
export interface ClientsAnswer {
  readonly schema_version: typeof SCHEMA_VERSION;
  readonly clients: readonly ClientInfo[];
}

/** `GET /api/sessions`: those that wait come first. */
export interface SessionsAnswer {
  readonly schema_version: typeof SCHEMA_VERSION;
  readonly sessions: readonly SessionView[];
}

/** `GET /api/agents`: each session's agents as a tree in reading order. */
export interface AgentsAnswer {
  readonly schema_version: typeof SCHEMA_VERSION;
  readonly agents: readonly AgentView[];
}

/** `GET /api/projects`. */
export interface ProjectsAnswer {
  readonly schema_version: typeof SCHEMA_VERSION;
  readonly projects: readonly ProjectView[];
}

/** `GET /api/usage`: tokens and money, by what was asked for. */
export interface UsageAnswer {
  readonly schema_version: typeof SCHEMA_VERSION;
  readonly by: readonly UsageGroup[];
  /** The first local day that counts; `null`: all do. */
  readonly since: string | null;
  /** The server's own, by which days are local: `Europe/Berlin`. */
  readonly time_zone: string;
  /** Days are in order, the latest first; all else by cost, then by name. */
  readonly rows: readonly UsageRow[];
  readonly total: UsageRow;
  /** The limits of the person's plan; empty where no status line reported any. */
  readonly limits: readonly LimitView[];
}

/** Times of one kind, of the last ten minutes; `null` where nothing was measured in them. */
export interface TimesAnswer {
  readonly count: number;
  readonly p50_ms: number | null;
  readonly p95_ms: number | null;
  readonly p99_ms: number | null;
}

/** `GET /api/metrics`: what this server counted and measured since its start. */
export interface MetricsAnswer {
  readonly schema_version: typeof SCHEMA_VERSION;
  /** Whole seconds. */
  readonly uptime: number;
  readonly clients: number;
  readonly subscriptions: number;
  readonly store: { readonly events: number; readonly last: number; readonly bytes: number };
  /** Milliseconds by which the event loop was late: at the last look, and at worst. */
  readonly lag: { readonly now: number; readonly max: number };
  /** Bytes of memory. */
  readonly memory: number;
  /** Bytes in use of the main thread's heap, garbage that still lies there included. */
  readonly heap: number;
  readonly events: {
    readonly stored: number;
    readonly duplicates: number;
    /** By the code of the error. */
    readonly refused: Readonly<Record<string, number>>;
    /** Wrong tokens, login codes and secrets, by what they were. */
    readonly wrong_credentials: Readonly<Record<string, number>>;
    readonly last_minute: number;
    readonly this_minute: number;
  };
  /** Times a slow client was left out of the feed. */
  readonly gaps: number;
  /** From request to answer, with the commit: what an emitter waits for. */
  readonly ingest: readonly (TimesAnswer & { readonly way: string })[];
  /** How long all hooks of an event took Claude Code, ours among them, as its telemetry says. */
  readonly hooks: readonly (TimesAnswer & {
    /** `PreToolUse`, `Stop` … */
    readonly event: string;
    /** Hooks that failed without stopping anything, such as one that nobody answered. */
    readonly failed: number;
  })[];
  /** Events on their way to the disk: now, and at most. */
  readonly queue: { readonly now: number; readonly max: number };
  /** Events that could not be stored; their emitters were told so. */
  readonly not_stored: number;
  /** What the last 24 hours stored; bytes by the store's average. */
  readonly last_day: { readonly events: number; readonly bytes: number };
  readonly categories: readonly {
    readonly category: string;
    readonly events: number;
    readonly errors: number;
  }[];
  /** Slowest first. */
  readonly tools: readonly (TimesAnswer & {
    readonly tool: string;
    readonly calls: number;
    readonly errors: number;
  })[];
}

/** A running server of this user, as `GET /api/instances` lists it. */
export interface InstanceInfo {
  readonly port: number;
  readonly dashboard_port: number | null;
  readonly pid: number;
  readonly version: string;
  /** ms since 1970, UTC. */
  readonly started_at: number;
  readonly state: string;
}

/** `GET /api/instances`. */
export interface InstancesAnswer {
  readonly schema_version: typeof SCHEMA_VERSION;
  readonly instances: readonly InstanceInfo[];
}

/** `POST /api/control/stop`, with the record's secret as bearer token. */
export interface StopAnswer {
  readonly schema_version: typeof SCHEMA_VERSION;
  /** Clients connected when the stop began. */
  readonly clients: number;
  readonly pid: number;
}

/** `POST /api/control/login`, with the record's secret as bearer token. */
export interface LoginAnswer {
  readonly schema_version: typeof SCHEMA_VERSION;
  /** Path and query of a link that opens the dashboard once; `/` where no token is asked for. */
  readonly path: string;
}

/** `POST /api/control/redact`, with the record's secret as bearer token. */
export interface RedactAnswer {
  readonly schema_version: typeof SCHEMA_VERSION;
  /** All that is stored has been redacted by today's rules. */
  readonly done: boolean;
  /** Events that were looked at so far; 0 when there was nothing to do. */
  readonly looked: number;
  /** Events that there are. */
  readonly of: number;
  /** Events in which secrets were replaced. */
  readonly changed: number;
}

/** `GET /health`, to those beyond this machine who show no token. */
export type HealthToStrangers = Pick<HealthAnswer, "status" | "product">;

/** Any refusal. */
export interface ErrorAnswer {
  readonly error: ApiError;
}
