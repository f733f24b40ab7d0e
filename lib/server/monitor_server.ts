/**
 * The server of one instance: HTTP routes and socket feed on already bound ports.
 * `lib/daemon/` and `lib/instance/` decide ports, records and life cycle; nothing here knows of them.
 */
import { fromFileUrl } from "@std/path/from-file-url";
import { getRequestListener } from "@hono/node-server";
import { CLOCK } from "../clock.ts";
import type { HealthAnswer } from "../contract/http.ts";
import type { MonitorServerOptions } from "./monitor_server_options.ts";
import type { MonitorState } from "../state/mod.ts";
import { PRODUCT } from "../version.ts";
import { Access } from "./access/access.ts";
import type { AccessPolicy } from "./access/decide_access.ts";
import { createApp } from "./http/app.ts";
import { BodyReader } from "./emitters/body_reader.ts";
import { LargeBodies } from "./emitters/large/large_bodies.ts";
import { readSpool } from "./emitters/read_spool.ts";
import type { GuardPolicy } from "./access/guard.ts";
import { EventIngestor } from "../ingest/event_ingestor.ts";
import { measureLastDay } from "./metrics/last_day.ts";
import { Metrics } from "./metrics/metrics.ts";
import { OwnEvents } from "./own_events.ts";
import { OWN_SOURCE } from "../events/own_source.ts";
import { redactStore } from "./redact_store.ts";
import { redactBadEnd, tellBadEnd } from "./tell_bad_end.ts";
import { Projection } from "./projection.ts";
import { SessionWatch } from "../session_sources/session_watch.ts";
import { SessionProjects } from "../ingest/session_projects.ts";
import { Supervisor } from "./supervisor.ts";
import { createSockets } from "./sockets/sockets.ts";
import { watchAccepting } from "./access/watch_accepting.ts";
import { limitConnections } from "./access/limit_connections.ts";
import { connectionsFor, HTTP_LIMITS } from "./limits.ts";

/** So often the state is written down. */
const SAVE_EVERY_MS = 60_000;

/** This often bodies are looked for whose sender has gone silent. */
const GIVE_UP_EVERY_MS = 5000;

/** By then a start is long over, and the store's last thread is up: both at once take too long. */
const PREPARE_MS = 2000;

const ASKS_NOBODY: AccessPolicy = { token: null, requireToken: false };

/** A running server. */
export interface MonitorServer {
  /**
   * Stops accepting, tells the clients why, disconnects them and closes the ports. The store stays
   * open: it belongs to the caller. Resolves with the number of clients that were connected.
   */
  close(reason: "stop" | "restart"): Promise<{ clients: number }>;
}

/** Where the page's files are, on disk and in the binary alike. */
const STATIC_FOLDER = fromFileUrl(new URL("../../static", import.meta.url));

/** Puts the application and the socket feed on the bound ports. */
export function startMonitorServer(options: MonitorServerOptions): MonitorServer {
  const { main, dashboard, store, log } = options;
  const ports = dashboard === null ? [main] : [main, dashboard];
  const policy: GuardPolicy = {
    ports: ports.map(({ port }) => port),
    hosts: [],
    anyAddress: false,
    origins: [],
    ...options.names,
  };
  const { now } = CLOCK;
  const projection = new Projection({
    store,
    snapshot: options.snapshot,
    onWaiting: options.onWaiting,
    log,
    clock: CLOCK,
  });
  const projects = new SessionProjects({
    known: async () => projectsIn(await projection.state()),
    ...(options.gitRoot === undefined ? {} : { gitRoot: options.gitRoot }),
  });
  const ingestor = new EventIngestor(store, { now, redact: options.redact ?? true, projects });
  const { version, startedAt } = options;
  const metrics = new Metrics();
  const access = new Access({
    policy: options.access ?? ASKS_NOBODY,
    port: main.port,
    revoked: options.revokedSessions,
    log,
    onWrong: (what) => metrics.countWrong(what),
  });
  const supervisor = new Supervisor(CLOCK);
  ingestor.onDuplicates = (count) => metrics.countDuplicates(count);
  const endCounting = store.onCommit((events) =>
    metrics.countStored(events.filter(({ source }) => source !== OWN_SOURCE))
  );
  ingestor.onStore = (failure) => {
    if (failure === null) supervisor.resolve("store");
    else supervisor.report("store", `Events cannot be stored: ${messageOf(failure)}`);
  };
  const ownEvents = new OwnEvents(store, { now, log, mute: options.tellsOfItself === false });
  const about = { category: "system", data: { version, port: main.port } } as const;
  const start = { ...about, type: "server.start", summary: `Monitor ${version} started` } as const;
  ownEvents.tellStart(start, options.configuration ?? {});
  const badEnd = options.badEnd ? redactBadEnd(options.badEnd) : null;
  if (badEnd !== null) tellBadEnd(ownEvents, about, badEnd);
  supervisor.onTrouble = (text) => {
    log(`Trouble: ${text}`);
    ownEvents.tell({ ...about, type: "server.error", summary: text });
  };
  const endTroubles = store.onTrouble((about, text) => {
    if (text === null) supervisor.resolve(`store ${about}`);
    else supervisor.hold(`store ${about}`, text);
  });
  const bodies = { reader: new BodyReader(), large: new LargeBodies() };
  // A start does not wait for it.
  const cancelPreparing = CLOCK.later(PREPARE_MS, () => bodies.large.prepare());
  const sockets = createSockets({
    policy,
    access,
    store,
    ingestor,
    large: bodies.large,
    state: () => projection.state(),
    version,
    pingEvery: options.pingEvery,
    limits: options.socketLimits,
    startedAt,
    now,
    log,
    metrics,
    ownEvents,
  });
  const watch = options.sessionSources === undefined ? null : new SessionWatch({
    ...options.sessionSources,
    state: () => projection.state(),
    tell: (draft) => ingestor.accept([{ draft }]),
    clock: CLOCK,
    log,
  });
  const onDropped = (count: number) => {
    const summary = `${count} events of hooks were dropped, since too many waited for a server`;
    log(summary);
    ownEvents.tell({ ...about, type: "server.error", summary });
  };
  const spoolParts = { ingestor, large: bodies.large, log, clock: CLOCK, onDropped };
  const endSpool = options.spool === undefined ? null : readSpool(options.spool, spoolParts);
  const endGivingUp = CLOCK.every(GIVE_UP_EVERY_MS, () => bodies.reader.giveUpIdle());
  const endSaving = CLOCK.every(SAVE_EVERY_MS, () => void projection.save());
  let stopping = false;
  const health = (): HealthAnswer => ({
    status: stopping ? "stopping" : "running",
    service: "claude-mpm-monitor",
    version: options.version,
    port: main.port,
    pid: Deno.pid,
    uptime: Math.floor((now() - options.startedAt) / 1000),
    product: PRODUCT,
    instance: options.instance,
    store: store.id,
    dashboard_port: dashboard?.port ?? null,
    clients: sockets.clients().length,
    events: ownEvents.processed,
    events_since_start: ingestor.stored,
    degraded: supervisor.degraded,
    ...(badEnd === null ? {} : { last_run: badEnd }),
  });
  const lastDay = measureLastDay(store, now);
  const addresses = ports.reduce((sum, port) => sum + port.addresses.length, 0);
  const connections = connectionsFor(options.files ?? null, addresses);
  const limits = { ...HTTP_LIMITS, connections, ...options.httpLimits };
  const app = createApp({
    policy,
    store,
    ingestor,
    bodies,
    health,
    clients: sockets.clients,
    state: () => projection.state(),
    access,
    control: {
      secret: options.secret,
      redact: () => redactStore(store, projection),
      loginPath: () => access.loginPath(),
      onWrongSecret: (request) => access.wrong("secret", request),
      clients: () => sockets.clients().length,
      onStopRequested(reason) {
        if (stopping) return;
        stopping = true;
        options.onStopRequested(reason);
      },
    },
    metrics,
    limits,
    figures: async () => ({
      queue: ingestor.queue,
      not_stored: ingestor.failed,
      last_day: await lastDay(),
      uptime: health().uptime,
      clients: sockets.clients().length,
      subscriptions: sockets.subscriptions(),
      store: await store.stats(),
      lag: supervisor.lag,
      memory: Deno.memoryUsage().rss,
      heap: Deno.memoryUsage().heapUsed,
    }),
    instances: options.instances ?? (() => Promise.resolve([])),
    staticFolder: STATIC_FOLDER,
    now,
    log,
  });
  const listener = getRequestListener(app.fetch);
  for (const port of ports) {
    sockets.attach(port);
    const limit = limitConnections({
      most: limits.connections,
      onRefused: (code) => metrics.countRefused(code),
    });
    port.onServer(limit);
    port.serve((request, response) => void listener(request, response));
  }
  const accepting = watchAccepting({ ports, supervisor, clock: CLOCK });
  return {
    async close(reason) {
      stopping = true;
      watch?.close();
      ownEvents.tell({ ...about, type: "server.stop", summary: `Monitor ${version} stopped` });
      await endSpool?.();
      const clients = await sockets.close(reason);
      await ownEvents.close();
      endCounting();
      endTroubles();
      supervisor.close();
      await accepting.close();
      endSaving();
      endGivingUp();
      cancelPreparing();
      bodies.large.end();
      await projection.close();
      await Promise.all(ports.map((port) => port.close()));
      return { clients };
    },
  };
}

function projectsIn({ sessions }: MonitorState): ReadonlyMap<string, string> {
  return new Map(
    Array.from(sessions.values()).flatMap(({ id, project }): [string, string][] =>
      project === null ? [] : [[id, project]]
    ),
  );
}

function messageOf(failure: unknown): string {
  return failure instanceof Error ? failure.message : String(failure);
}
