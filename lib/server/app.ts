import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { cors } from "hono/cors";
import { HTTPException } from "hono/http-exception";
import { secureHeaders } from "hono/secure-headers";
import {
  type ClientInfo,
  type ClientsAnswer,
  type HealthAnswer,
  type HealthToStrangers,
  type InstanceInfo,
  type InstancesAnswer,
  SCHEMA_VERSION,
} from "../contract/http.ts";
import { fromClaudeHook, fromStatusLine } from "../ingest/mod.ts";
import type { MonitorState } from "../state/mod.ts";
import type { Store } from "../store/store.ts";
import { type Access, isLocal } from "./access/access.ts";
import { refuse } from "./answers.ts";
import type { GuardPolicy } from "./guard.ts";
import type { Intake } from "./intake.ts";
import type { LiveFigures, Metrics } from "./metrics/metrics.ts";
import { measureRequests } from "./middleware/measure_requests.ts";
import { guardRequests } from "./middleware/guard_requests.ts";
import { getEvents, getTally } from "./routes/get_events.ts";
import { controlOnly, type ControlParts, postLogin, postStop } from "./routes/control.ts";
import { stateRoutes } from "./routes/get_state.ts";
import { getUsage } from "./routes/get_usage.ts";
import { page } from "./routes/page.ts";
import { postEvents } from "./routes/post_events.ts";

import { postHook } from "./routes/post_hook.ts";
import { postTelemetry } from "./routes/post_telemetry.ts";
import { isNdjson } from "./routes/read_body.ts";

/** What the HTTP side is made from. */
export interface AppParts {
  readonly policy: GuardPolicy;
  readonly store: Store;
  readonly intake: Intake;
  readonly health: () => HealthAnswer;
  readonly clients: () => readonly ClientInfo[];
  readonly state: () => Promise<MonitorState>;
  readonly control: ControlParts;
  readonly access: Access;
  readonly metrics: Metrics;
  readonly figures: () => Promise<LiveFigures>;
  /** The running servers of this user. */
  readonly instances: () => Promise<readonly InstanceInfo[]>;
  /** Folder with the page's files. */
  readonly staticFolder: string;
  /** ms since 1970, UTC. */
  readonly now: () => number;
  /** One line for the log. */
  readonly log: (line: string) => void;
}

/** Bodies that are no stream may have this many bytes. */
const MAX_BODY = 32 * 1024 * 1024;

/** The whole HTTP interface, as an application that needs no socket to be tested. */
export function createApp(parts: AppParts): Hono {
  const app = new Hono();
  app.use(measureRequests(parts.metrics));
  // Without such origins there is no CORS at all.
  if (parts.policy.origins.length > 0) {
    app.use(cors({ origin: [...parts.policy.origins], credentials: true }));
  }
  app.use(guardRequests(parts.policy));
  // Answers to emitters are empty: a page's headers would cost them a third of their time.
  app.get(
    "*",
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: ["'none'"],
        objectSrc: ["'none'"],
      },
      xFrameOptions: "DENY",
      strictTransportSecurity: false,
    }),
  );
  app.use(parts.access.middleware);
  app.get("/login", (context) => parts.access.login(context));
  app.get("/health", (context) => {
    const health = parts.health();
    if (parts.access.may("read", context) || isLocal(context)) return context.json(health);
    const { status, product } = health;
    return context.json<HealthToStrangers>({ status, product });
  });
  app.get(
    "/api/clients",
    (context) =>
      context.json<ClientsAnswer>({ schema_version: SCHEMA_VERSION, clients: parts.clients() }),
  );
  app.get("/api/events", getEvents(parts.store, parts.now));
  app.get("/api/events/tally", getTally(parts.store, parts.now));
  app.route("/api", stateRoutes(parts.state, parts.now));
  app.get("/api/usage", getUsage(parts.state, parts.now));
  app.get("/api/instances", async (context) => {
    const instances = await parts.instances();
    return context.json<InstancesAnswer>({ schema_version: SCHEMA_VERSION, instances });
  });
  app.get(
    "/api/metrics",
    async (context) => context.json(await parts.metrics.answer(await parts.figures(), parts.now())),
  );
  app.get(
    "/metrics",
    async (context) => context.text(await parts.metrics.prometheus(await parts.figures())),
  );
  const limit = limitBody();
  app.post("/api/events", limitUnlessStream(limit), postEvents(parts.intake));
  app.post("/hooks/claude", limit, postHook(parts.intake, fromClaudeHook));
  app.post("/hooks/statusline", limit, postHook(parts.intake, fromStatusLine));
  for (const kind of ["logs", "metrics", "traces"] as const) {
    app.post(`/v1/${kind}`, limit, postTelemetry(kind, parts.intake));
  }
  app.use("/api/control/*", limit, controlOnly(parts.control));
  app.post("/api/control/stop", postStop(parts.control));
  app.post("/api/control/login", postLogin(parts.control));
  app.route("/", page(parts.staticFolder));
  app.notFound((context) =>
    refuse(context, 404, {
      code: "not_found",
      message: `There is nothing at ${context.req.method} ${context.req.path}`,
    })
  );
  app.onError((error, context) => {
    if (error instanceof HTTPException) {
      return refuse(context, error.status, { code: "refused", message: error.message });
    }
    if (error instanceof RangeError) {
      return refuse(context, 413, { code: "too_large", message: error.message });
    }
    parts.log(`${context.req.method} ${context.req.path} failed: ${error.message}`);
    return refuse(context, 503, {
      code: "not_stored",
      message: `The request could not be completed: ${error.message}`,
      hint: "Run 'mpm-monitor doctor' on the server's machine",
    });
  });
  return app;
}

type Limit = ReturnType<typeof bodyLimit>;

function limitBody(): Limit {
  return bodyLimit({
    maxSize: MAX_BODY,
    onError: (context) =>
      refuse(context, 413, {
        code: "too_large",
        message: `A body may have at most ${MAX_BODY} bytes`,
        hint: "Send many events as a stream of application/x-ndjson",
      }),
  });
}

/** NDJSON is read line by line, and so may be of any length. */
function limitUnlessStream(limit: Limit): Limit {
  return (context, next) => isNdjson(context) ? next() : limit(context, next);
}
