import { join } from "@std/path/join";
import type { EventDraft } from "../../lib/events/event.ts";
import { startMonitorServer } from "../../lib/server/monitor_server.ts";
import type { MonitorServerOptions } from "../../lib/server/monitor_server_options.ts";
import { bindPort, LOOPBACK } from "../../lib/server/bind.ts";
import { openSqliteStore } from "../../lib/store/sqlite/sqlite_store.ts";
import type { Store } from "../../lib/store/store.ts";
import { ensureBundle } from "../../scripts/build/bundle.ts";
import { claimPorts, untilFree } from "../support/ports.ts";

/** What a test may say of a server. */
export interface TestServerOptions extends Pick<MonitorServerOptions, "tellsOfItself" | "access"> {
  /** Name of the store's file. */
  readonly store?: string;
}

/** A real server with a store of its own, that can be stopped and started again on its port. */
export interface TestServer extends AsyncDisposable {
  /** `http://localhost:20000`. */
  readonly url: string;
  /** Stores events as if an emitter had sent them. */
  append(...drafts: readonly EventDraft[]): Promise<void>;
  stop(reason?: "stop" | "restart"): Promise<void>;
  /** Starts it again, with what is said now in place of what was said before. */
  start(changed?: TestServerOptions): Promise<void>;
  /** A link that lets a browser in once, as `mpm-monitor open` gives it. */
  loginLink(): Promise<string>;
}

/** Starts a server on a free port, on an empty store in a folder of its own. */
export async function startTestServer(options: TestServerOptions = {}): Promise<TestServer> {
  await ensureBundle();
  const range = await claimPorts(1);
  const folder = await Deno.makeTempDir({ prefix: "mpm-monitor-browser-" });
  const url = `http://localhost:${range.first}`;
  const secret = crypto.randomUUID();
  let running: { store: Store; close(reason: "stop" | "restart"): Promise<void> } | undefined;

  async function start(changed: TestServerOptions = {}) {
    const { store: name = "events.db", ...rest } = { ...options, ...changed };
    const store = await openSqliteStore({ path: join(folder, name) });
    await untilFree(range.first);
    const server = startMonitorServer({
      main: await bindPort(range.first, LOOPBACK),
      dashboard: null,
      store,
      instance: crypto.randomUUID(),
      secret,
      version: "0.0.0-test",
      startedAt: Date.now(),
      onStopRequested: () => {},
      log: () => {},
      tellsOfItself: false,
      ...rest,
    });
    running = {
      store,
      async close(reason) {
        await server.close(reason);
        await store.close();
      },
    };
  }
  async function stop(reason: "stop" | "restart" = "stop") {
    await running?.close(reason);
    running = undefined;
  }

  await start();
  return {
    url,
    start,
    stop,
    async append(...drafts) {
      if (running === undefined) throw new Error("Cannot store events: the server is stopped");
      await running.store.append(drafts.map((draft) => ({ draft })));
    },
    async loginLink() {
      const answer = await fetch(`${url}/api/control/login`, {
        method: "POST",
        headers: { authorization: `Bearer ${secret}` },
      });
      const { path } = await answer.json();
      return `${url}${path}`;
    },
    async [Symbol.asyncDispose]() {
      await stop();
      await Deno.remove(folder, { recursive: true });
      await range[Symbol.asyncDispose]();
    },
  };
}

/** An event with sensible values for all that a test does not care about. */
export function draft(change: Partial<EventDraft> = {}): EventDraft {
  const now = Date.now();
  return {
    ts: now,
    received: now,
    source: "claude-code",
    category: "tool",
    type: "note",
    session: "session-1",
    project: "/home/dev/shop-api",
    summary: "Something happened",
    data: {},
    ...change,
  };
}

/** Events named `Event 1`, `Event 2` and so on. */
export function numbered(from: number, to: number): readonly EventDraft[] {
  return Array.from(
    { length: to - from + 1 },
    (_, at) => draft({ summary: `Event ${from + at}` }),
  );
}
