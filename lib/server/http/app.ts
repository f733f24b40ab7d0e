import type { HttpBindings } from "@hono/node-server";
import { type Context, Hono } from "hono";
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
} from "../../contract/http.ts";
import type { MonitorState } from "../../state/mod.ts";
import type { Store } from "../../store/store.ts";
import { type EmitterParts, emitterRoutes } from "../emitters/emitter_routes.ts";
import { type Access, incomingOf, isLocal } from "../access/access.ts";
import { refusalFor, refuse, TOO_LARGE } from "../refusal.ts";
import type { GuardPolicy } from "../access/guard.ts";
import { type HttpLimits, MAX_BODY } from "../limits.ts";
import type { LiveFigures, Metrics } from "../metrics/metrics.ts";
import { compressAnswers } from "./middleware/compress_answers.ts";
import { countRefusals } from "./middleware/count_refusals.ts";
import { noStore } from "./middleware/no_store.ts";
import { guardRequests } from "./middleware/guard_requests.ts";
import { limitConcurrentQueries } from "./middleware/limit_concurrent_queries.ts";
import { getAggregate, getEvents } from "./routes/get_events.ts";
import {
  controlOnly,
  type ControlParts,
  postLogin,
  postRedact,
  postStop,
} from "./routes/control.ts";
import { streamEvents } from "./routes/stream_events.ts";
import { stateRoutes } from "./routes/get_state.ts";
import { getUsage } from "./routes/get_usage.ts";
import { page } from "./routes/page.ts";

/** What the HTTP side is made from. */
export interface AppParts {
  readonly policy: GuardPolicy;
  readonly store: Store;
  readonly ingestor: EmitterParts["ingestor"];
  readonly bodies: EmitterParts["bodies"];
  readonly health: () => HealthAnswer;
  readonly clients: () => readonly ClientInfo[];
  readonly state: () => Promise<MonitorState>;
  readonly control: ControlParts;
  readonly access: Access;
  readonly metrics: Metrics;
  readonly limits: Pick<HttpLimits, "queries" | "streams">;
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

/** All of the HTTP interface. */
export function createApp(parts: AppParts): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>();
  app.use(noStore);
  app.use(compressAnswers);
  app.use(countRefusals(parts.metrics));
  // Without such origins there is no CORS at all.
  if (parts.policy.origins.length > 0) {
    app.use(cors({ origin: [...parts.policy.origins], credentials: true }));
  }
  app.use(guardRequests(parts.policy));
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
  app.route("/", emitterRoutes(parts));
  app.get("/login", (context) => parts.access.login(context));
  app.post("/api/login", (context) => parts.access.loginByToken(context));
  app.post("/api/logout", (context) => parts.access.logout(context));
  app.get("/health", (context) => {
    const health = parts.health();
    const request = incomingOf(context);
    if (parts.access.may("read", request) || isLocal(request)) return context.json(health);
    const { status, product } = health;
    return context.json<HealthToStrangers>({ status, product });
  });
  app.get(
    "/api/clients",
    (context) =>
      context.json<ClientsAnswer>({ schema_version: SCHEMA_VERSION, clients: parts.clients() }),
  );
  const queries = limitConcurrentQueries(parts.limits.queries);
  app.get("/api/events", queries, getEvents(parts.store, parts.now));
  app.get("/api/events/stream", streamEvents(parts.store, parts.limits.streams, parts.now));
  app.get("/api/events/tally", queries, getAggregate(parts.store, parts.now));
  app.route("/api", stateRoutes(parts.state, parts.now));
  app.get("/api/usage", getUsage(parts.state, parts.now));
  app.get("/api/instances", async (context) => {
    const instances = await parts.instances();
    return context.json<InstancesAnswer>({ schema_version: SCHEMA_VERSION, instances });
  });
  app.get(
    "/api/metrics",
    async (context) => context.json(parts.metrics.answer(await parts.figures(), parts.now())),
  );
  app.get(
    "/metrics",
    async (context) => context.text(parts.metrics.prometheus(await parts.figures())),
  );
  const onError = (context: Context) => refuse(context, TOO_LARGE);
  app.use("/api/control/*", bodyLimit({ maxSize: MAX_BODY, onError }), controlOnly(parts.control));
  app.post("/api/control/stop", postStop(parts.control));
  app.post("/api/control/redact", postRedact(parts.control));
  app.post("/api/control/login", postLogin(parts.control));
  app.route("/", page(parts.staticFolder));
  app.notFound((context) =>
    refuse(context, {
      status: 404,
      error: {
        code: "not_found",
        message: `There is nothing at ${context.req.method} ${context.req.path}`,
      },
    })
  );
  app.onError((error, context) => {
    if (error instanceof HTTPException) {
      return refuse(context, {
        status: error.status,
        error: { code: "refused", message: error.message },
      });
    }
    const refusal = refusalFor(error);
    if (refusal.status === 503) {
      parts.log(`${context.req.method} ${context.req.path} failed: ${error.message}`);
    }
    return refuse(context, refusal);
  });
  return app;
}
