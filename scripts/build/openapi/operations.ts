/** The HTTP operations of the server, as data: what `docs/openapi.json` says beside the types. */

/** One operation. */
export interface Operation {
  readonly method: "get" | "post";
  readonly path: string;
  readonly tag: "Sending events" | "Reading events" | "What is going on" | "About the server";
  readonly summary: string;
  /** Parameters by name; see {@linkcode PARAMETERS}. */
  readonly parameters?: readonly (keyof typeof PARAMETERS)[];
  /** Content types of the body; the server itself does not mind, except from a web page. */
  readonly body?: readonly string[];
  /** The answer: `null` is 204 without a body, `text` is plain text, `event stream` server-sent events, else a type of the contract. */
  readonly answer: string | null;
  /** Whether the secret of the instance's record is asked for, instead of the token. */
  readonly control?: true;
}

/** What operations can be asked beside their path. */
export const PARAMETERS = {
  q: parameter("query", "string", "A query: see queries.md"),
  after: parameter("query", "integer", "Events that follow this id, oldest first"),
  before: parameter("query", "integer", "Events that precede this id, newest first"),
  limit: parameter("query", "integer", "At most so many: 1 to 1000, and 100 unless said"),
  since: parameter("query", "integer", "Counts from this time on; ms since 1970, UTC"),
  step: parameter("query", "integer", "Counts by steps of so many ms"),
  calls: parameter("query", "integer", "1: also how long each tool took"),
  by: parameter("query", "string", "One to three of day, project, session, agent, model"),
  days: parameter("query", "integer", "Only the last so many local days, today included"),
  project: parameter("query", "string", "Only of this folder"),
  session: parameter("query", "string", "Only of this session"),
  place: parameter("query", "string", "Events that follow this id; else only new ones", "after"),
  "last-event-id": parameter(
    "header",
    "string",
    "The id of the last message that the client has; beats `after`",
    "Last-Event-ID",
  ),
  first: parameter("query", "integer", "Only so many of the first ones", "limit"),
  offset: parameter("query", "integer", "Leaves out so many of the first ones"),
  id: parameter("query", "string", "Only the session of this id"),
  over: parameter("query", "integer", "1: only those that ended or were lost; 0: only the others"),
  "idempotency-key": parameter(
    "header",
    "string",
    "A second event with the same key within 24 hours is answered like the first, and not stored",
    "Idempotency-Key",
  ),
} as const;

function parameter(where: string, type: string, description: string, name?: string) {
  return { in: where, name, required: false, description, schema: { type } } as const;
}

const JSON_BODY = ["application/json"] as const;
const SENDING = { method: "post", tag: "Sending events" } as const;
const GOING_ON = { method: "get", tag: "What is going on", parameters: ["first"] } as const;
const ABOUT = { method: "get", tag: "About the server" } as const;
const CONTROL = { method: "post", tag: "About the server", control: true } as const;

/** All of them, in the order of `docs/api.md`. */
export const OPERATIONS: readonly Operation[] = [
  {
    ...SENDING,
    path: "/api/events",
    summary: "Stores an event, an array of them, or NDJSON of any length; 204 says: on disk",
    parameters: ["idempotency-key"],
    body: ["application/json", "application/x-ndjson"],
    answer: null,
  },
  {
    ...SENDING,
    path: "/hooks/claude",
    summary: "Stores the input of a Claude Code hook, as its http hooks post it",
    body: JSON_BODY,
    answer: null,
  },
  {
    ...SENDING,
    path: "/hooks/statusline",
    summary: "Stores the JSON that Claude Code hands to a status line",
    body: JSON_BODY,
    answer: null,
  },
  ...["logs", "metrics", "traces"].map((kind): Operation => ({
    ...SENDING,
    path: `/v1/${kind}`,
    summary: `Stores an OTLP/HTTP export of ${kind} as JSON, gzip or not`,
    body: JSON_BODY,
    answer: "OtlpAnswer",
  })),
  {
    method: "get",
    tag: "Reading events",
    path: "/api/events",
    summary: "One page of stored events",
    parameters: ["q", "after", "before", "limit"],
    answer: "EventsAnswer",
  },
  {
    method: "get",
    tag: "Reading events",
    path: "/api/events/stream",
    summary: "Events as server-sent events: what follows an id, then live, without a gap",
    parameters: ["q", "place", "last-event-id"],
    answer: "event stream",
  },
  {
    method: "get",
    tag: "Reading events",
    path: "/api/events/tally",
    summary: "Counts over all that a query would list",
    parameters: ["q", "since", "step", "calls", "before"],
    answer: "AggregateAnswer",
  },
  {
    ...GOING_ON,
    path: "/api/sessions",
    summary: "What each session does; those that wait come first",
    parameters: ["first", "offset", "id", "project", "over"],
    answer: "SessionsAnswer",
  },
  {
    ...GOING_ON,
    path: "/api/agents",
    summary: "The agents of all sessions, each session's as a tree in reading order",
    answer: "AgentsAnswer",
  },
  { ...GOING_ON, path: "/api/projects", summary: "By folder", answer: "ProjectsAnswer" },
  {
    ...GOING_ON,
    path: "/api/usage",
    summary: "Tokens and cost, summed up, and the limits of the person's plan",
    parameters: ["by", "days", "project", "session"],
    answer: "UsageAnswer",
  },
  {
    ...ABOUT,
    path: "/health",
    summary: "Whether the server works, and who it is; beyond this machine only status and product",
    answer: "HealthAnswer",
  },
  {
    ...ABOUT,
    path: "/api/instances",
    summary: "The running servers of this user",
    answer: "InstancesAnswer",
  },
  {
    ...ABOUT,
    path: "/api/metrics",
    summary: "What this server counted and measured since its start",
    answer: "MetricsAnswer",
  },
  { ...ABOUT, path: "/metrics", summary: "The same for Prometheus", answer: "text" },
  {
    ...ABOUT,
    path: "/api/clients",
    summary: "The connected socket clients, and how far each lags",
    answer: "ClientsAnswer",
  },
  {
    method: "post",
    tag: "About the server",
    path: "/api/login",
    summary: "Begins a browser's session, for who shows the token",
    answer: null,
  },
  {
    method: "post",
    tag: "About the server",
    path: "/api/logout",
    summary: "Ends the browser's session, where a token is asked for",
    answer: null,
  },
  {
    ...CONTROL,
    path: "/api/control/login",
    summary: "A link that opens the dashboard once",
    answer: "LoginAnswer",
  },
  {
    ...CONTROL,
    path: "/api/control/redact",
    summary: "Redacts some more of the stored events by today's rules",
    answer: "RedactAnswer",
  },
  { ...CONTROL, path: "/api/control/stop", summary: "Ends the server", answer: "StopAnswer" },
];
