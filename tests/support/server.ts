import { join } from "@std/path/join";
import { type MonitorServer, startMonitorServer } from "../../lib/server/monitor_server.ts";
import type { MonitorServerOptions } from "../../lib/server/monitor_server_options.ts";
import { bindPort, LOOPBACK } from "../../lib/server/bind.ts";
import { openSqliteStore } from "../../lib/store/sqlite/sqlite_store.ts";
import type { Store } from "../../lib/store/store.ts";
import { makeTempHome } from "./home.ts";
import { claimPorts, untilFree } from "./ports.ts";

/** A real server in this process, on private ports and with a store of its own. */
export interface TestServer extends AsyncDisposable {
  /** `http://127.0.0.1:PORT`. */
  readonly url: string;
  readonly port: number;
  readonly dashboardPort: number;
  readonly store: Store;
  readonly secret: string;
  /** Lines that the server logged. */
  readonly log: readonly string[];
  /** Reasons for which the server was asked to end. */
  readonly stopRequests: readonly string[];
  /** Ends the server and starts another one on the same ports and the same store file. */
  restart(changed?: Partial<MonitorServerOptions>): Promise<void>;
}

/** Starts a {@linkcode TestServer}; it ends with the scope that holds it. */
export async function startTestServer(
  options: Partial<MonitorServerOptions> = {},
): Promise<TestServer> {
  const temp = await makeTempHome();
  const range = await claimPorts(2);
  const log: string[] = [];
  const stopRequests: string[] = [];
  const secret = crypto.randomUUID();
  const start = async (
    changed: Partial<MonitorServerOptions> = {},
  ): Promise<{ store: Store; server: MonitorServer }> => {
    const store = await openSqliteStore({ path: join(temp.path, "stores", "test.db") });
    await untilFree(...range.ports);
    const server = startMonitorServer({
      main: await bindPort(range.first, LOOPBACK),
      dashboard: await bindPort(range.last, LOOPBACK),
      store,
      instance: crypto.randomUUID(),
      secret,
      version: "0.0.0-test",
      startedAt: Date.now(),
      onStopRequested: (reason) => void stopRequests.push(reason),
      log: (line) => void log.push(line),
      // Tests count events: those of the server itself would be in their way.
      tellsOfItself: false,
      ...options,
      ...changed,
    });
    return { store, server };
  };
  let running = await start();
  const end = async () => {
    await running.server.close("stop");
    await running.store.close();
  };
  return {
    url: `http://127.0.0.1:${range.first}`,
    port: range.first,
    dashboardPort: range.last,
    get store() {
      return running.store;
    },
    secret,
    log,
    stopRequests,
    async restart(changed) {
      await end();
      running = await start(changed);
    },
    async [Symbol.asyncDispose]() {
      await end();
      await range[Symbol.asyncDispose]();
      await temp[Symbol.asyncDispose]();
    },
  };
}
