import type { SessionsAnswer } from "../../contract/http.ts";
import type { SessionView } from "../../contract/state.ts";
import { formatHost } from "../../address.ts";
import { localAddresses } from "../../instance/home/host.ts";
import { addressOf } from "../../instance/local_http.ts";
import { UserError } from "../../user_error.ts";
import { askUsage } from "../core/ask_usage.ts";
import { chooseInstance } from "../core/choose_instance.ts";
import { readSettings } from "../core/settings.ts";
import { openEvents } from "../events/event_store.ts";
import { readServer, type Served } from "../events/server_reader.ts";
import type { MonitorSource } from "./monitor_source.ts";

/** Milliseconds that a server may take to accept a connection. */
const CONNECT_TIMEOUT = 1_500;

const SESSIONS_A_PAGE = 100;

/**
 * What this machine's server and store say. Looks for the server anew at each call: it may have been
 * started, restarted or stopped since.
 *
 * @param port of the server; the first running one unless given
 */
export function localSource(port: number | undefined): MonitorSource {
  const findServer = async () => await chooseInstance(readSettings().paths, port);
  return {
    async *sessions(withOver) {
      const { record } = await findServer();
      const address = await addressOf(record.host, record.port, CONNECT_TIMEOUT) ??
        localAddresses(record.host)[0];
      const url = `http://${formatHost(address)}:${record.port}`;
      yield* readSessions({ url, token: record.token ?? undefined }, withOver);
    },
    async usage(query) {
      return await askUsage((await findServer()).record, query);
    },
    async withEvents(use) {
      const reader = await openEvents(readSettings(), port);
      try {
        return await use(reader);
      } finally {
        await reader.close();
      }
    },
    now: () => Date.now(),
  };
}

async function* readSessions(server: Served, withOver: boolean): AsyncGenerator<SessionView> {
  for (let offset = 0;; offset += SESSIONS_A_PAGE) {
    const query = new URLSearchParams({
      limit: `${SESSIONS_A_PAGE}`,
      offset: `${offset}`,
      ...(withOver ? {} : { over: "0" }),
    });
    const { sessions } = await readServer<SessionsAnswer>(server, `/api/sessions?${query}`)
      .catch((cause: unknown) => {
        throw new UserError(`The server at ${server.url} does not say what its sessions do`, {
          code: "failed",
          reason: cause instanceof Error ? cause.message : String(cause),
          hint: "Type 'mpm-monitor doctor'",
          cause,
        });
      });
    yield* sessions;
    if (sessions.length < SESSIONS_A_PAGE) return;
  }
}
